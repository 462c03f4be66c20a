"""What things mean: records, drafts, rules and errors, without any input or output."""
