"""Records of speech in many styles, in our own words, each with what a reader takes from it: turns and whose they are.

A turn begins where "¶" stands; behind it, in braces, the speaker's name ("" for who is not named).
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TURN = re.compile(r"¶\{([^{}]*)\}")


class Told(NamedTuple):
    """A text, and for each turn where it begins and who speaks."""

    text: str
    turns: tuple[tuple[int, tuple[str, ...]], ...]


def told(marked: str) -> Told:
    """A record without its marks, and what they say."""
    text, turns, at = "", [], 0
    for mark in _TURN.finditer(marked):
        text += marked[at : mark.start()]
        turns.append((len(text), tuple(name for name in mark[1].split("; ") if name)))
        at = mark.end()
    return Told(text + marked[at:], tuple(turns))


TRANSCRIPTS = {
    "minutes with honorifics and countries": """Minutes of the counter group
Participants
Ada Field – Harbour Institute – Canada
Bibek Rao – Ministry of Works – Nepal
Item 1: Opening
¶{Ada Field}Chair (Ada Field): Good morning. We have an hour and one pot of coffee.
¶{Bibek Rao}Mr Rao (Nepal): I have brought the figures you asked for. They are not good.
Most of them concern the winter.
¶{}Guest (a village in the north): Ours are worse.
¶{Ada Field}Chair (Ada Field): Then we start with yours.
Decisions
D1 The figures are sent round.
""",
    "summary record in numbered paragraphs": """Summary record of the 4th meeting
Agenda item 3: Joint service counters
1. ¶{Ms. Ferrand}Ms. Ferrand (Belgium), speaking on behalf of the small States, said that counters should be shared.
She added that the cost was low.
2. ¶{Mr. Okafor}Mr. Okafor (Nigeria) asked who would pay for the buildings.
3. ¶{}The Chair invited the Committee to take action on the draft.
4. It was so decided.
5. ¶{}The representative of Nepal said that her delegation welcomed the text.
The meeting rose at 6 p.m.
""",
    "verbatim record of an assembly": """Verbatim record of the 12th meeting
¶{}The President (spoke in French): I declare the meeting open. The first speaker is from Nepal.
¶{Ms. Thapa}Ms. Thapa (Nepal): My delegation thanks you, Madam President, for the early start.
We shall be brief.
¶{Mr. van der Meer}Mr. van der Meer (Netherlands): We align ourselves with that promise, and with the statement.
¶{}The President: I thank the speakers.
The meeting rose at 1 p.m.
""",
    "hearing with names in capitals": """HEARING BEFORE THE COMMITTEE ON SERVICES
¶{}The CHAIRMAN. The committee will come to order. Today we hear about counters.
¶{Mr. Holloway}Mr. HOLLOWAY. Thank you, Mr. Chairman. I have three points.
They were made before by
Mr. Brown. He was there too, as we all know from many records.
¶{Ms. Pike}Ms. PIKE of Ohio. Will the gentleman yield?
¶{Mr. Holloway}Mr. HOLLOWAY. I will.
¶{}The CHAIRMAN. Time has expired.
""",
    "French assembly with full stops": """Compte rendu intégral
¶{}M. le président. La parole est à Mme Claire Dubosc.
¶{Claire Dubosc}Mme Claire Dubosc. Merci, monsieur le président. Nous voulons des guichets.
¶{Paul Harel}M. Paul Harel, ministre des services. Je vous répondrai brièvement.
¶{}Plusieurs députés du groupe Vert. Non !
¶{Claire Dubosc}Mme Claire Dubosc. C'est pourtant simple.
""",
    "German plenary record": """Plenarprotokoll 12/34
¶{Karl Ohm}Präsident Dr. Karl Ohm:
Ich eröffne die Sitzung. Das Wort hat Frau Kollegin Ilse Brand.
¶{Ilse Brand}Ilse Brand (GRÜNE):
Herr Präsident! Meine Damen und Herren! Wir brauchen Schalter.
(Beifall bei der Opposition)
¶{Uwe Timm}Dr. Uwe Timm, Bundesminister für Verwaltung:
Vielen Dank. Ich sage nur so viel: Wir prüfen das.
¶{Ilse Brand}Ilse Brand (GRÜNE):
Das haben Sie im Mai auch gesagt.
""",
    "European debate with dashes": """Verbatim report of proceedings
¶{}President. – The next item is the debate on counters.
¶{Guido Marchetti}Guido Marchetti, on behalf of the Centre Group. – Madam President, we need counters now.
¶{Ana Lopes}Ana Lopes (GRE). – (PT) Madam President, I do not agree with this at all.
¶{}President. – The debate is closed.
""",
    "British debate with offices": """Debates on services
¶{Jane Ashdown}Jane Ashdown (Leeds Moor) (Ind): I beg to move that the House takes note of the report.
¶{Tom Okoro}The Minister for Services (Tom Okoro): I am grateful to my hon. friend for her patience.
¶{}Mr Speaker: Order. We must move on.
¶{Jane Ashdown}Jane Ashdown: I thank the Minister for that answer.
¶{}Several hon. Members: Hear, hear!
""",
    "Canadian debate in two languages": """House of Commons debates
¶{}The Speaker: Order. Before we begin I have a ruling.
¶{Rita Moss}Hon. Rita Moss (Minister of Services and Minister responsible for
the Counter Agency, Lib.): Mr. Speaker, I thank my colleague.
¶{Karl Benn}Mr. Karl Benn (Northern Bay—Shore, NDP): Mr. Speaker, that is no answer.
¶{}Some hon. members: Hear, hear!
¶{Rita Moss}L'hon. Rita Moss : Monsieur le Président, j'ai répondu.
""",
    "Australian debate with times": """Senate debates
¶{}The PRESIDENT: I call the senator from the west.
¶{Senator Moss}Senator MOSS (New South Wales) (14:05): I rise to speak on the counter bill.
¶{Senator Benn}Senator BENN (Tasmania) (14:09): I shall be shorter than my colleague.
¶{}The PRESIDENT: We live in hope.
""",
    "webinar transcript, names and times on their own lines": """Webinar transcript
¶{Jane Ashdown}Jane Ashdown  0:03
Welcome everybody, I hope you can hear me.
¶{Tom Okoro}Tom Okoro  1:15
Thanks Jane. We built the thing in six weeks.
¶{Jane Ashdown}Jane Ashdown  2:40
Was it six? I heard eight.
""",
    "podcast with times before the names": """Transcript
[00:00:04] ¶{Jane Ashdown}Jane Ashdown: Welcome to the counter hour. I am glad you are here.
[00:00:31] ¶{Tom Okoro}Tom Okoro: Thank you. I have listened for years.
[00:01:02] ¶{Jane Ashdown}Jane Ashdown: We know. You wrote to us.
""",
    "fireside chat": """Fireside chat on counters
¶{Jane Ashdown}Jane Ashdown: Welcome everybody, I hope you can hear me.
¶{Tom Okoro}Tom Okoro: Thanks Jane. We built the thing in six weeks.
¶{Jane Ashdown}Jane Ashdown: Was it six? I heard eight.
¶{Tom Okoro}Tom Okoro: You are right, eight.
""",
    "interview with questions and answers": """Transcript of the interview with Ms Ada Field
¶{}Q: What did you build?
¶{}A: We built a counter. It took two years.
¶{}Q: Why so long?
¶{}A: Because we asked people first.
""",
    "deposition": """DEPOSITION TRANSCRIPT
¶{Mr. Smith}MR. SMITH: Objection. Form of the question.
¶{}Q. Did you see the counter?
¶{}A. Yes, I did.
¶{}THE WITNESS: Could you repeat it, please?
¶{Ms. Grant}MS. GRANT: I will rephrase.
¶{}THE COURT: Go ahead.
""",
    "questions with names and countries": """Questions and answers after the webinar
¶{Maria Silva}Q (Maria Silva, Portugal): How do you count the visits?
¶{Tom Okoro}A (Tom Okoro): By hand. We tried a machine, and it counted the dog.
¶{Ute Kern}Q (Ute Kern, Germany): Is the dog a visitor?
¶{Tom Okoro}A (Tom Okoro): It depends on the service.
""",
    "German minutes in prose": """Protokoll der 3. Sitzung des Beirats
Teilnehmende: Frau Dr. Anna Weiß (Vorsitz), Herr Peter Lang (BMI), Frau Ute Kern (Stadt Bonn)
TOP 1: Begrüßung
¶{Anna Weiß}Frau Dr. Weiß eröffnet die Sitzung und begrüßt die Teilnehmenden.
TOP 2: Bürgerämter
¶{Peter Lang}Herr Lang berichtet über den Stand der Arbeiten. Er betont die Kosten.
¶{Ute Kern}Anschließend fragt Frau Kern nach dem Zeitplan. ¶{Peter Lang}Herr Lang erklärt, dass der Herbst realistisch sei.
Der Beirat beschließt die Vorlage.
""",
    "French minutes in prose": """Compte rendu de la réunion du comité
Présents : M. Jean Morel (président), Mme Lise Roy (Québec), M. Ali Diallo (Sénégal)
Point 1 : Ouverture
¶{Jean Morel}M. Morel ouvre la séance et remercie les participants.
¶{Lise Roy}Mme Roy précise que le guichet ouvre en mai. Elle ajoute que rien ne presse.
¶{Ali Diallo}M. Diallo (Sénégal) demande si le projet est financé.
La séance est levée à 17 h.
""",
    "French minutes with colons": """Procès-verbal du conseil
¶{}Monsieur le Maire : Je déclare la séance ouverte. Nous avons le quorum.
¶{Madame Roy}Madame Roy : Je souhaite poser une question sur le guichet de la rue Haute.
¶{}Une voix dans la salle : Plus fort !
¶{M. Petit}M. Petit : Je réponds à Mme Roy que ce guichet restera ouvert.
""",
    "notes with initials": """Meeting notes
Present: Bea Nolan (BN), Carl Ito (CI), Dov Peretz (DP)
¶{Bea Nolan}BN: We should start with the budget.
¶{Carl Ito}CI: I do not have it yet.
¶{Dov Peretz}DP: Then let us talk about the counter. It is closed.
¶{Bea Nolan}BN: Fine.
""",
    "notes with bullets": """Notes of the meeting
Attendees: Bea Nolan, Carl Ito, Dov Peretz, Ute Kern
• ¶{Bea Nolan}Bea Nolan welcomed the group and presented the agenda.
• A draft is on the website.
• ¶{Carl Ito; Dov Peretz}Carl Ito and Dov Peretz suggested to wait for the budget. ¶{Ute Kern}Ute Kern disagreed.
• The next call is in May.
""",
    "addresses with introductions": """Actes du colloque
¶{Yves Dupont}Intervention de M. Yves Dupont (Canada)
Mesdames et messieurs, je vous remercie de cette invitation à parler des guichets.
¶{Awa Sow}Intervention de Mme Awa Sow, ministre des services (Sénégal)
Je voudrais commencer par une image : un guichet sans chaise.
""",
    "German panel": """Podiumsdiskussion
¶{}Moderatorin: Guten Abend! Ich freue mich, dass Sie da sind.
¶{Hans Ring}Prof. Hans Ring: Danke. Ich fange mit einer Zahl an.
¶{}Moderatorin: Mit welcher?
¶{Hans Ring}Prof. Hans Ring: Mit der Sieben.
¶{}Eine Zuhörerin: Warum?
""",
    "panel in capitals": """TRANSCRIPT OF PANEL
¶{}MODERATOR: Good morning, everyone, and welcome.
¶{Jane Ashdown}JANE ASHDOWN: Thank you. I am glad to be here.
¶{Tom Okoro}TOM OKORO: Me too, and I brought slides.
¶{Jane Ashdown}JANE ASHDOWN: Of course you did.
""",
    "official report with names on their own lines": """Official report of the committee
¶{}The Convener:
Good morning and welcome. I have had apologies from one member.
The first item is the counter.
¶{Dan Muir}Dan Muir:
I will flag up two issues. The first is the winter.
¶{Ann Bell}Ann Bell (Harbour Institute):
We did look at the winter. I can send the figures.
¶{}The Convener:
Please do.
""",
    "German record of a town's committee": """Niederschrift zur öffentlichen Sitzung des Ausschusses für Bau
Anwesend sind:
Ausschussvorsitzender Herr Matthias Wolke
Ausschussmitglieder Herr Thomas Bader
Gäste Frau Carolin Hecht
zu 1 Eröffnung der Sitzung
¶{Matthias Wolke}Der Ausschussvorsitzende, Herr Wolke, eröffnet die Sitzung um 19:08 Uhr.
zu 2 Feststellung der Beschlussfähigkeit
¶{Matthias Wolke}Herr Wolke stellt fest, dass alle Mitglieder anwesend sind. Die Sitzung ist somit beschlussfähig.
zu 3 Bürgeramt
¶{Carolin Hecht}Frau Hecht fragt, wann das Bürgeramt öffnet. ¶{Thomas Bader}Herr Bader antwortet, dass es im Mai öffne.
""",
    "French record of a town council": """Compte rendu du conseil municipal
Étaient présents : Mme Agnès ARDOUX, M. Pascal LESUR, M. Éric VIOLET.
¶{}Mme le Maire informe le conseil que M. Pascal LESUR sera en retard.
¶{Agnès Ardoux}Mme Agnès ARDOUX précise qu’elle n’a reçu aucun courrier.
Le conseil accepte à l’unanimité.
¶{}Monsieur le Maire indique qu’il souhaite rajouter un point à l’ordre du jour.
""",
    "first names only": """Team call
¶{Maria}Maria: I have two things for you today.
¶{Gian}Gian (Project Manager): Go ahead. We have ten minutes.
¶{Maria}Maria: Then I will do one.
¶{Gian}Gian: Thank you.
¶{Shaundyl}Shaundyl: I second that, if you let me.
""",
    "abbreviations in a table": """Meeting notes, day one
Attendees:
| Name | Abbreviation | Organization |
| Rosa Kirk | RKK | Harbour Institute |
| Shu Wen | SWN | Lakehead Lab |
Counter proposal
Presenter: Rosa Kirk (RKK)
¶{Rosa Kirk}RKK: So this is the second time we look at it. I made slides.
¶{Shu Wen}SWN: Could you say why the first one failed?
¶{Rosa Kirk}RKK: It had no chair.
""",
    "minutes of an executive committee": """MINUTES OF THE EXECUTIVE COMMITTEE
Present: Dr Jane Ashdown (Chair), Mr Tom Okoro (Treasurer), Ms Ada Field
1. Apologies
There were none.
2. Finance
¶{Tom Okoro}Mr Okoro presented the accounts. He drew attention to the lease.
¶{Ada Field}Ms Field asked whether the lease could be ended early. ¶{Tom Okoro}Mr Okoro replied that it could not.
It was agreed to look again in May.
3. Any other business
¶{Jane Ashdown}The Chair thanked everybody.
""",
    "statements from the floor": """Transcription de l'audition
¶{}La présidente : Nous reprenons. La parole est à la salle.
¶{}Un participant : Merci. Je travaille dans un guichet de village.
¶{Lucie Bard}Lucie Bard (Observatoire boréal) : Je voudrais vous répondre.
¶{}La présidente : Allez-y.
""",
    "council with chair named once": """Minutes of the town council
Chair: Councillor Ann Bell
¶{Ann Bell}Chair: I open the meeting. Are there apologies?
¶{Councillor Moss}Councillor Moss: From Councillor Benn, who is ill.
¶{Ann Bell}Chair: Noted. We come to the counter.
""",
}
"""By what they are."""

NO_SPEECH = {
    "glossary": """Glossary of terms
Data Strategy: A plan that says what is kept and why it is kept by the office.
Key Finding: The result of a study in one line that anybody can read.
Data Strategy: Again defined, since we repeat ourselves in our reports.
Best Practice: What others copy, when they have seen the key finding and the strategy.
""",
    "memorandum": """MEMORANDUM
To: Ms Rita Moss
From: Mr Karl Benn
Subject: Counters
Contact: Ms Ann Lee, Director: Planning
The office said that nothing would change. Please note: forms are due.
""",
    "programme": """Programme
Chair: Isolde Fenn
Session 1: Counters
Speaker: Ms Ada Field (Kenya)
Moderator: Tom Okoro, Harbour Institute
Rapporteur: Mr Li
""",
    "questions nobody asked": """Frequently asked questions
Q: How do I apply?
A: Send the form to the office.
Q: What does it cost?
A: Nothing.
""",
    "biographies": """Speakers
Dr. Ada Field
Ada Field is a researcher at the Harbour Institute. She has worked on counters since 1998.
Mr Tom Okoro
Tom Okoro leads the service lab of the city. His book on queues was widely read.
""",
    "form": """Application form
Name: Jane Ashdown
Address: 1 High Street
Member: Yes.
Date: 3 May
""",
}
"""What looks like speech and is none."""
