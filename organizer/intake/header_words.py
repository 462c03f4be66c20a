"""The words that stand above columns, in many languages, by what such a column holds."""

from __future__ import annotations

# Headers as `plain` gives them, separated by bars.
HEADERS = {
    "name": (
        "name|full name|ticket full name|fullname|display name|displayname|names|"
        "name original name|preferred name|"
        "real name|complete name|first and last name|name and surname|"
        "vollstandiger name|anzeigename|vor und nachname|vor und zuname|vorname und nachname|"
        "vorname nachname|nachname vorname|name vorname|teilnehmername|name des teilnehmers|nom|"
        "nom complet|nom et prenom|prenom et nom|nom prenom|"
        "nom et prenoms|nombre|nombre completo|nombre y apellidos|apellidos y nombre|"
        "nombre y apellido|nome|nome completo|nome e cognome|"
        "nome e sobrenome|naam|volledige naam|namn|navn|fullt namn|fullt navn|nimi|nev|"
        "teljes nev|imie i nazwisko|jmeno|meno|ad soyad|adi soyadi|isim|имя и фамилия|фио|имя|"
        "пиб|імя та прізвище|prezime i ime|ime i prezime|ονοματεπωνυμο|氏名|名前|お名前|姓名|이름|성명|성함|שם|שם מלא|"
        "الاسم|ชื่อ|नाम|ho va ten|ho ten|wie heisst du|wie heissen sie|comment tappelles tu|comment vous appelez vous|"
        "como te llamas|como se llama|come ti chiami|hoe heet je|jak masz na imie|vad heter du"
    ),
    "who": "member|person|participant|attendee|guest|contact|mitglied|membre|medlem|lid|socio",
    "first_name": (
        "first name|firstname|first|given name|givenname|given|forename|fname|vorname|prenom|"
        "primer nombre|fornamn|fornavn|voornaam|etunimi|imie|krestni jmeno|keresztnev|"
        "primeiro nome|teilnehmername vorname|名|名字|first names|given names|name first name|"
        "name given name|"
        "ticket first name|ad|adi|ονομα|שם פרטי|الاسم الاول|імя|prenume|ime"
    ),
    "middle_name": (
        "middle name|middlename|middle|middle initial|middle names|additional name|name middle name|"
        "weitere vornamen|zweiter vorname|deuxieme prenom|autres prenoms|segundo nombre|"
        "tussenvoegsel|tussenvoegsels|middelste naam|mellannamn|mellomnavn|mellemnavn|drugie imie|"
        "отчество|secondo nome|segundo nome|ミドル ネーム"
    ),
    "last_name": (
        "last name|lastname|last|surname|family name|familyname|lname|second name|nachname|"
        "familienname|zuname|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|"
        "efternamn|efternavn|etternavn|achternaam|sukunimi|nazwisko|prijmeni|priezvisko|prezime|"
        "teilnehmername nachname|teilnehmername familienname|vezeteknev|soyad|soyadi|фамилия|姓|"
        "last names|name last name|name family name|name surname|ticket last name|"
        "επωνυμο|επιθετο|שם משפחה|اسم العائلة|اللقب|الكنية|прізвище|nume de familie"
    ),
    "joined": (
        "joined|joined on|joined at|joined group on|joined date|date joined|join date|"
        "member since|joining date|membership start|beigetreten|beigetreten am|beitritt|"
        "beitrittsdatum|dabei seit|aktiv seit|eingetreten|eingetreten am|aufnahmedatum|aufgenommen am|"
        "date dinscription|date d inscription|date dentree|fecha de inscripcion|fecha de ingreso|"
        "data di iscrizione|data iscrizione|data de inscricao|signup date|sign up date|"
        "eintritt|eintrittsdatum|mitglied seit|membre depuis|date d adhesion|"
        "date dadhesion|indmeldt|"
        "inscrit le|miembro desde|fecha de alta|medlem sedan|gick med|medlem siden|lid sinds|"
        "iscritto dal|membro desde|дата вступления|дата регистрации|data dolaczenia|data zapisu|"
        "ημερομηνια εγγραφης|תאריך הצטרפות|加入时间|加入日期|入会时间|入会日期|注册时间|加入時間|"
        "가입일자|가입 일자|入会日|入会|参加日|가입일"
    ),
    "tags": (
        "tags|tag|labels|categories|kategorien|categorias|categorie|group membership|stichworte|"
        "schlagworte|schlagworter|etiquettes|etiquetas|"
        "etichette|taggar|etiketten|categories outlook|kategorie|kategorier|categorieen|categorie|"
        "категории|分類|分類項目|类别|類別|タグ|标签|태그"
    ),
    "notes": (
        "notes|note|comment|comments|remark|remarks|notiz|notizen|bemerkung|bemerkungen|"
        "anmerkung|anmerkungen|remarque|remarques|commentaire|commentaires|nota|notas|"
        "comentario|comentarios|anotacoes|observacoes|observaciones|notatki|notities|"
        "заметки|примечания|примечание|комментарии|комментарий|osservazioni|annotazioni|anteckning|anteckningar|opmerking|opmerkingen|uwagi|"
        "メモ|備考|备注|메모|비고"
    ),
    "attended": (
        "meetups attended|events attended|times attended|attended meetups|attended events|"
        "attendance count|visits"
    ),
    "last_attended": "last attended|last attended on|last attendance|last visit|"
    "last event attended",
    "yes": "rsvped yes|yes rsvps|rsvps yes|rsvp yes",
    "no_shows": "no shows|noshows|no show count",
    "do_not_write": (
        "email blacklist|email blacklisted|blacklisted|email disabled|emails disabled|"
        "email delivery disabled|suppressed|"
        "unsubscribed|unsubscribed at|unsubscribe time|unsub time|do not write|do not contact|"
        "do not email|do not mail|dont write|dont contact|opt out|opted out|email opt out|"
        "no email|no mail|no emails|no e mail|no e mails|clean time|cleaned at|"
        "please do not write|please do not contact|opted out of email|"
        "nicht anschreiben|bitte nicht anschreiben|nicht kontaktieren|keine mails|keine mail|"
        "keine e mails|keine e mail|abgemeldet|abgemeldet am|ne pas contacter|"
        "ne pas ecrire|pas de mail|pas de courriel|desinscrit|desabonne|no contactar|no escribir|"
        "non contattare|disiscritto"
    ),
    "answer": (
        "rsvp|rsvp status|rsvp response|attendee status|approval status|answer|response|"
        "registration status|invitation status|attending|going|coming|are you attending|"
        "are you coming|are you going|will you attend|will you be attending|will you come|"
        "will you be there|can you come|can you make it|zusage|zu oder absage|antwort|kommst du|"
        "kommen sie|anmeldestatus|teilnahme|teilnahmestatus|participation|reponse|presence prevue|"
        "participez vous|viens tu|respuesta|asistencia|asistiras|risposta|partecipazione|"
        "partecipi|resposta|svar|kommer du|komst|kom je|出欠|参加"
    ),
    # What also means a guest, such as invité or invitado, stands above names in other lists.
    "invited": (
        "invited|is invited|was invited|already invited|invited on|invited at|invitation sent|"
        "invite sent|eingeladen|ist eingeladen|eingeladen am|einladung verschickt|"
        "einladung versendet|a ete invite|est invite|invitation envoyee|fue invitado|"
        "invitacion enviada|invito inviato|convite enviado|uitgenodigd|uitnodiging verstuurd|"
        "inbjuden|inviteret|invitert|zaproszony|zaproszona|招待済み|已邀请"
    ),
    "status": "status|ticket status|order status|state|stav|estado|statut|stato|状态|状態",
    "plus": (
        "guests|plus|plus ones|plus one|extra guests|additional guests|number of guests|"
        "guest count|how many guests|how many guests are you bringing|begleitung|begleitpersonen|"
        "gaste|anzahl gaste|anzahl der gaste|weitere gaste|nombre dinvites|nombre daccompagnants|"
        "numero de invitados|invites supplementaires|accompagnants|acompanantes|ospiti|"
        "accompagnatori|"
        "gaster|extra gaster|gasten"
    ),
    "paid": (
        "paid|has paid|have paid|is paid|payment|payment status|paid status|payment state|"
        "payment received|fee paid|paid at|paid on|order payment status|bezahlt|hat bezahlt|zahlung|"
        "zahlungsstatus|bezahlstatus|zahlungseingang|paye|a paye|paiement|statut de paiement|"
        "etat du paiement|statut du paiement|pagado|ha pagado|pago estado|estado de pago|"
        "estado del pago|pagato|ha pagato|pagamento|stato pagamento|stato del pagamento|betaald|"
        "betaling|betaalstatus|betald|betalt|betalning|支払い|支払済|已付款|付款状态"
    ),
    "void": "void status|voided",
    "quantity": "quantity|ticket quantity|tickets|seats|number of tickets|anzahl|quantite|cantidad",
    "arrived": (
        "attendance|attended|checked in|is checked in|checked in at|check in|checkin|check ins|"
        "check in time|check in date|checkin time|checkin date|checked in time|checked in date|"
        "check in at|arrived|arrived at|arrival|arrival time|present|showed up|came|scanned|"
        "scanned at|checkin status|check in status|join|join time|time joined|hora de entrada|"
        "hora de incorporacion|ora di ingresso|ora di accesso|heure de connexion|tijd van deelname|"
        "godzina dolaczenia|参加時刻|加入会议时间|入会時刻|first join|first join time|"
        "erster beitritt|beitrittszeit|eingecheckt|eingecheckt am|eingecheckt um|angekommen|"
        "angekommen um|ankunft|ankunftszeit|arrivee|"
        "heure darrivee|hora de llegada|anwesend|"
        "anwesenheit|gekommen|erschienen|present e|arrive|arrive a|presente|asistio|llegada|"
        "narvarande|narvaro|incheckad|aanwezig|ingecheckt|出席|チェックイン|已签到|签到时间"
    ),
    "left": (
        "leave time|left|left at|last leave|last leave time|leaving time|exit time|time exited|exited at|time left|"
        "beendigungszeit|verlassenszeit|heure de deconnexion|hora de abandono|"
        "checked out|checked out at|check out|checkout|check out time|check out date|"
        "checkout time|check out at|departure|departure time|departed|departed at|gone at|"
        "letztes verlassen|verlassen um|verlassen|austrittszeit|ausgecheckt|ausgecheckt am|"
        "ausgecheckt um|abgang|weg um|gegangen|gegangen um|heure de depart|depart|parti a|hora de salida|"
        "salida|ora di uscita|uscita|hora de saida|saida|utcheckad|uitgecheckt|vertrokken|"
        "godzina wyjscia|退出時刻|離開時間|离开时间|签退时间"
    ),
    "greeting": (
        "greeting|greeting name|call me|called|what should we call you|rufname|appelez moi"
    ),
    "pronouns": "pronouns|pronoun|preferred pronouns|pronomen|pronoms|pronombres|pronomi",
    "phone": (
        "phone|phones|phone number|phone 1 value|phone 2 value|mobile|mobile phone|mobile number|"
        "mobile phone number|cell|cell phone|cellphone|telephone|telephone number|tel|telefon|"
        "telefonnummer|phone no|mobile no|contact number|whatsapp|whatsapp number|"
        "telefonnr|telefon nr|telnr|tel nr|handynr|handy nr|mobilnr|handy|handynummer|mobil|"
        "mobilnummer|mobiltelefon|mobilephone|portable|"
        "numero de telephone|tel mobile|telephone mobile|telefono movil|telefono|movil|"
        "numero de telefono|cellulare|telefoon|telefoonnummer|mobiel|telefone|celular|telemovel|"
        "telefone celular|telefone movel|telefon komorkowy|numer telefonu|nr telefonu|komorka|"
        "mobiele telefoon|mobiel nummer|matkapuhelin|cep telefonu|mobilni telefon|mobiltel|"
        "κινητο|κινητο τηλεφωνο|נייד|טלפון נייד|رقم الهاتف|الجوال|номер телефону|"
        "手机号码|联系电话|手機|手機號碼|휴대폰번호|휴대전화|연락처|mobil tel nr|mobil tel|handy nr|"
        "mobil nr|"
        "мобильныи телефон|телефон переноснои|номер телефона|"
        "puhelin|puhelinnumero|telefonszam|"
        "電話|電話番号|携帯|携帯電話|电话|手机|手机号|전화|전화번호|휴대폰|телефон|τηλεφωνο|טלפון|الهاتف"
    ),
    "other_phone": (
        "home phone|business phone|work phone|primary phone|company main phone|telefon privat|"
        "telefon geschaftlich|telephone domicile|telephone bureau|telefono particular|"
        "telefono del trabajo|abitazione|ufficio|telefone comercial|telefone residencial|"
        "tel privat|tel dienstlich|tel geschaftlich|"
        "telefon sluzbowy|telefon domowy|домашнии телефон|рабочии телефон|telefoon thuis|"
        "telefoon op werk|hemtelefon|自宅電話|会社電話"
    ),
    "language": (
        "language|preferred language|lang|language spoken|sprache|langue|idioma|lingua|taal|"
        "sprak|jezyk|言語|语言|언어|язык"
    ),
    "photo_consent": (
        "photo consent|photos|photos ok|photos okay|photo permission|photography consent|"
        "consent to photos|consent to be photographed|pictures|pictures ok|pictures fine|"
        "may we take photos|may we take pictures|may we take photos of you|"
        "may we take pictures of you|"
        "may we photograph you|fotos|fotos ok|"
        "fotoerlaubnis|einwilligung fotos|droit a l image|droit a limage|photos autorisees|"
        "consentimiento fotos"
    ),
    "found_us": (
        "found us|found us by|how did you find us|how did you hear about us|"
        "how did you hear about this event|how they found us|heard about us|"
        "wie hast du von uns erfahren|comment nous avez vous connus|como nos conociste"
    ),
    "brought_by": "brought by|referred by|invited by member|mitgebracht von|amene par|traido por",
    "brought_by_uid": "brought by uid",
    "circles": "circles|circle|kreise|kreis|cercles|circulos",
    "mailing": (
        "mailing list|subscribed|email subscribed|accepts email|email consent|consent to email|"
        "email opt in|may we email you|may we write to you|contact allowed|kontakt erlaubt|"
        "anschreiben erlaubt|darf angeschrieben werden|contact autorise|contacto permitido"
    ),
    "subscription": (
        "email marketing status|subscription status|subscriber status|email status|"
        "email subscriber status|mailing status|email subscription status|email marketing|"
        "marketing status|newsletter status"
    ),
    "stand_in": "nickname|nick|nick name|spitzname|surnom|organization name|organisation name",
    "company": "company|company name|organization|organisation|firma|entreprise|empresa|会社",
}
