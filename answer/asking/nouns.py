"""Nouns that say what kind of thing is asked for: "which minister", "quelle ville", "welche Behörde"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from answer.asking.kinds import Kind
from index.analysis import fold

_NOUNS: Mapping[str, Mapping[Kind, str]] = {
    "en": {
        Kind.DATE: "year date day month decade century season era period quarter weekday time birthday deadline",
        Kind.PERCENT: "percentage percent proportion share fraction rate",
        Kind.MONEY: "cost price fee charge salary wage budget revenue income turnover profit amount sum fine expenditure",
        Kind.DURATION: "duration lifespan",
        Kind.NUMBER: """number quantity population size height length weight age temperature speed distance area depth width
            score total figure capacity altitude elevation density volume frequency ratio count degree level""",
        Kind.PERSON: """person people man woman individual minister president king queen emperor director manager chief
            author writer poet philosopher scientist mathematician physicist chemist engineer architect artist painter
            composer singer actor actress player coach quarterback politician leader founder inventor explorer general
            commander officer official speaker presenter expert judge lawyer doctor professor teacher student senator
            governor mayor prince princess duke pope bishop saint prophet theologian historian economist journalist
            producer editor owner chairman chairwoman chair secretary commissioner ambassador husband wife father mother
            son daughter brother sister ruler king monarch dynasty winner scholar designer musician guitarist novelist
            character astronaut researcher pioneer executive ceo deputy delegate spokesperson author""",
        Kind.ORGANISATION: """organisation organization company corporation firm agency ministry department authority
            institution institute university college school council committee commission association union party team
            club band bank government body bureau office network channel station group foundation society court army
            league parliament supplier provider vendor publisher newspaper entity entities board league church order""",
        Kind.PLACE: """place city town village country nation state province region county district continent island
            river lake sea ocean mountain street road capital location site area venue stadium building headquarters
            territory territories neighborhood neighbourhood port desert forest valley municipality canton land
            jurisdiction""",
        Kind.REASON: "reason cause purpose motive rationale justification goal aim",
        Kind.DEFINITION: "definition meaning",
    },
    "fr": {
        Kind.DATE: "année an date jour mois décennie siècle saison époque période trimestre heure moment échéance",
        Kind.PERCENT: "pourcentage proportion taux fraction part",
        Kind.MONEY: "coût prix frais tarif salaire budget revenu montant somme amende recettes dépense bénéfice redevance",
        Kind.DURATION: "durée délai",
        Kind.NUMBER: """nombre quantité population taille hauteur longueur poids âge température vitesse distance superficie
            profondeur largeur score total chiffre capacité altitude densité volume fréquence numéro effectif""",
        Kind.PERSON: """personne personnes personnage homme femme individu ministre président présidente roi reine empereur
            directeur directrice chef auteur auteure écrivain poète philosophe scientifique mathématicien physicien
            chimiste ingénieur architecte artiste peintre compositeur chanteur chanteuse acteur actrice joueur joueuse
            entraîneur politicien politique dirigeant fondateur inventeur explorateur général commandant officier
            orateur oratrice intervenant intervenante expert juge avocat médecin professeur sénateur gouverneur maire
            prince princesse duc pape évêque saint prophète théologien historien économiste journaliste producteur
            propriétaire secrétaire commissaire ambassadeur mari épouse père mère fils fille frère sœur souverain
            vainqueur réalisateur sculpteur musicien amiral militaire député seigneur comte""",
        Kind.ORGANISATION: """organisation société entreprise compagnie firme agence ministère département autorité
            institution institut université école conseil comité commission association syndicat parti équipe club groupe
            banque gouvernement organisme bureau réseau chaîne fondation tribunal armée ligue parlement fournisseur
            éditeur journal administration direction cour église ordre organe""",
        Kind.PLACE: """lieu endroit ville village pays nation état province région comté district continent île fleuve
            rivière lac mer océan montagne rue route capitale site stade bâtiment siège territoire quartier port désert
            forêt vallée commune municipalité canton localité""",
        Kind.REASON: "raison cause but motif objectif",
        Kind.DEFINITION: "définition signification sens",
    },
    "de": {
        Kind.DATE: """jahr datum tag monat jahrzehnt jahrhundert jahreszeit epoche zeitraum quartal uhrzeit zeitpunkt
            wochentag frist zeit""",
        Kind.PERCENT: "prozentsatz prozent anteil quote rate prozentanteil",
        Kind.MONEY: "kosten preis gebühr gehalt lohn budget umsatz einkommen betrag summe gewinn strafe haushalt",
        Kind.DURATION: "dauer lebensdauer",
        Kind.NUMBER: """zahl anzahl menge bevölkerung einwohnerzahl größe höhe länge gewicht alter temperatur
            geschwindigkeit entfernung fläche tiefe breite gesamtzahl kapazität dichte volumen häufigkeit nummer ergebnis""",
        Kind.PERSON: """person personen mann frau minister ministerin präsident präsidentin könig königin kaiser direktor
            direktorin leiter leiterin chef chefin autor autorin schriftsteller schriftstellerin dichter philosoph
            wissenschaftler wissenschaftlerin mathematiker physiker chemiker ingenieur architekt künstler maler
            komponist sänger sängerin schauspieler schauspielerin spieler trainer quarterback politiker politikerin
            gründer erfinder entdecker general kommandant offizier redner rednerin referent referentin sprecher
            sprecherin experte richter anwalt arzt professor lehrer senator gouverneur bürgermeister prinz prinzessin
            herzog papst bischof prophet theologe historiker ökonom journalist produzent eigentümer sekretär kommissar
            botschafter ehemann ehefrau vater mutter sohn tochter bruder schwester herrscher gewinner forscher mönch
            vorsitzender vorsitzende kanzler kanzlerin""",
        Kind.ORGANISATION: """organisation unternehmen firma gesellschaft agentur ministerium behörde amt institution
            institut universität hochschule schule rat ausschuss kommission verband verein gewerkschaft partei
            mannschaft team klub club band bank regierung körperschaft stelle büro netzwerk sender gruppe stiftung
            gericht armee liga parlament anbieter verlag zeitung verwaltung kirche orden einrichtung institutionen
            gremium konzern""",
        Kind.PLACE: """ort stadt dorf land staat provinz region landkreis bezirk kontinent insel fluss see meer ozean berg
            straße hauptstadt standort stadion gebäude sitz gebiet stadtteil hafen wüste wald tal gemeinde kanton
            bundesland bundesstaat länder""",
        Kind.REASON: "grund gründe ursache zweck motiv ziel",
        Kind.DEFINITION: "definition bedeutung begriffsbestimmung",
    },
}
_SHORTEST_TAIL = 4
"""Letters from which a noun also stands at the end of a German compound: Bundesministerin, Fachbehörde."""


@cache
def _kinds(language: str) -> Mapping[str, Kind]:
    rows = _NOUNS.get(language, {})
    return {fold(noun): kind for kind, nouns in rows.items() for noun in nouns.split()}


@cache
def _tails(language: str) -> tuple[str, ...]:
    """Longest first."""
    long = [noun for noun in _kinds(language) if len(noun) >= _SHORTEST_TAIL]
    return tuple(sorted(long, key=len, reverse=True)) if language == "de" else ()


def kind_of_noun(word: str, language: str) -> Kind | None:
    """What a noun, in the singular or the plural, asks for; None for one that does not tell."""
    folded, known = fold(word), _kinds(language)
    for form in _singulars(folded, language):
        if form in known:
            return known[form]
        for tail in _tails(language):
            if form.endswith(tail):
                return known[tail]
    return None


def _singulars(word: str, language: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of."""
    if language == "de":
        cut = [word[: -len(end)] for end in ("innen", "en", "n", "e", "er", "s", "es") if word.endswith(end)]
        return (word, *(f"{stem}in" for stem in cut[:1] if word.endswith("innen")), *cut)
    if language == "fr":
        return (word, *((word[:-1],) if word.endswith(("s", "x")) else ()))
    ies = (f"{word[:-3]}y",) if word.endswith("ies") else ()
    return (word, *ies, *((word[:-1],) if word.endswith("s") else ()))
