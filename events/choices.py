"""Every coded vocabulary of the record: the stored code, its label and what it means.

Codes are lower-case words with hyphens. Once released a code never changes; a new code may be added.
The lists are those of the exchange format, version 1 (`docs/exchange-format.md`); where a code follows an
outside standard the class says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Self

    from django.utils.functional import Promise


class ExplainedChoices(models.TextChoices):
    """Choices of which each member is written `code, meaning, label`."""

    meaning: str | Promise

    def __new__(cls, value: str, meaning: str | Promise = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Status(ExplainedChoices):
    """Where a record stands on its way to the public."""

    DRAFT = "draft", _("Being written; seen by staff only."), _("Draft")
    IN_REVIEW = "in-review", _("Complete in the analyst's eyes; waits for a reviewer."), _("In review")
    PUBLISHED = "published", _("Seen by everybody."), _("Published")
    WITHDRAWN = "withdrawn", _("Was published and is no longer; the reason is recorded."), _("Withdrawn")


class EventType(ExplainedChoices):
    """What kind of act of cooperation an event is, by what its organizers call it."""

    CONFERENCE = "conference", _("A large meeting open to many parties, with speeches."), _("Conference")
    SUMMIT = "summit", _("A meeting of heads of state or government."), _("Summit")
    MINISTERIAL_MEETING = (
        "ministerial-meeting",
        _("A meeting of ministers or deputy ministers."),
        _("Ministerial meeting"),
    )
    EXPERT_MEETING = "expert-meeting", _("A meeting of experts on a subject."), _("Expert meeting")
    WORKING_GROUP = "working-group", _("A session of a standing group below the plenary."), _("Working group")
    STEERING_COMMITTEE = (
        "steering-committee",
        _("A meeting that directs a project or programme."),
        _("Steering committee"),
    )
    PLENARY = "plenary", _("A full session of a body's members."), _("Plenary")
    SEMINAR = "seminar", _("A meeting that informs and discusses, without exercises."), _("Seminar")
    WORKSHOP = "workshop", _("A meeting in which the participants work on a task together."), _("Workshop")
    TRAINING = "training", _("A course that teaches skills."), _("Training")
    STUDY_VISIT = "study-visit", _("A visit in order to learn how the host does something."), _("Study visit")
    ROUND_TABLE = "round-table", _("A discussion of equals without an audience."), _("Round table")
    BRIEFING = "briefing", _("One side informs the other."), _("Briefing")
    CONSULTATION = "consultation", _("Views are sought before something is decided."), _("Consultation")
    DIALOGUE = "dialogue", _("A standing or named exchange of views between two sides."), _("Dialogue")
    BILATERAL_MEETING = (
        "bilateral-meeting",
        _("A meeting of two states, or of a state and a body."),
        _("Bilateral meeting"),
    )
    SIGNING = "signing", _("A document is signed."), _("Signing")
    LAUNCH = "launch", _("A project, network, course or publication is started in public."), _("Launch")
    EXERCISE = "exercise", _("Forces or services practise together."), _("Exercise")
    OPERATION = "operation", _("Forces or services act together in earnest."), _("Operation")
    VISIT = "visit", _("An official visit with other aims than to learn or to assess."), _("Visit")
    ASSESSMENT_VISIT = (
        "assessment-visit",
        _("A body visits a state to see how it carries out its obligations."),
        _("Assessment visit"),
    )
    SIDE_EVENT = "side-event", _("An event beside a larger meeting."), _("Side event")
    HANDOVER = "handover", _("Equipment or premises are handed over."), _("Handover")
    COMMEMORATION = "commemoration", _("A day or ceremony of remembrance."), _("Commemoration")
    OTHER = "other", _("None of the others fits; the summary says what it was."), _("Other")


class EventState(ExplainedChoices):
    """Whether the event took place, as far as the sources tell."""

    HELD = "held", _("It took place."), _("Held")
    ANNOUNCED = "announced", _("Known only from an announcement."), _("Announced")
    POSTPONED = "postponed", _("Put off, no new date known."), _("Postponed")
    CANCELLED = "cancelled", _("Called off."), _("Cancelled")


class Mode(ExplainedChoices):
    """How the participants met; left out when the sources do not tell."""

    IN_PERSON = "in-person", _("All met in one place."), _("In person")
    ONLINE = "online", _("All met over a network."), _("Online")
    HYBRID = "hybrid", _("Some met in one place and others joined over a network."), _("Hybrid")


class DatePrecision(ExplainedChoices):
    """How much of a date is known (ISO 8601 calendar dates of reduced precision)."""

    DAY = "day", _("The day is known."), _("To the day")
    MONTH = "month", _("Only the month is known."), _("To the month only")
    YEAR = "year", _("Only the year is known."), _("To the year only")


class CountUnit(ExplainedChoices):
    """What a participant count counts."""

    PEOPLE = "people", _("Persons who took part."), _("people")
    DELEGATIONS = "delegations", _("Delegations, whatever their size."), _("delegations")
    COUNTRIES = "countries", _("States that took part."), _("countries")
    ORGANIZATIONS = "organizations", _("Bodies that took part."), _("organizations")


class CountQualifier(ExplainedChoices):
    """How the source qualifies the number; empty means that it is exact."""

    ABOUT = "about", _("Roughly that many."), _("about")
    MORE_THAN = "more-than", _("At least that many."), _("more than")
    UP_TO = "up-to", _("At most that many."), _("up to")


class OrganizationRole(ExplainedChoices):
    """What an organization did at an event."""

    ORGANIZER = "organizer", _("Organized it."), _("Organizer")
    CO_ORGANIZER = "co-organizer", _("Organized it together with the organizer."), _("Co-organizer")
    HOST = "host", _("Received the participants."), _("Host")
    FUNDER = "funder", _("Paid for it."), _("Funder")
    SUPPORTER = "supporter", _("Supported it, not known how."), _("Supporter")
    PARTNER = "partner", _("Named as a partner."), _("Partner")
    IMPLEMENTER = "implementer", _("Carried it out for another."), _("Implementer")
    PARTICIPANT = "participant", _("Took part."), _("Participant")
    OBSERVER = "observer", _("Was present as an observer."), _("Observer")
    SIGNATORY = "signatory", _("Signed what was signed."), _("Signatory")


class CountryRole(ExplainedChoices):
    """What a state did at an event. Where an event took place is recorded apart, as its place."""

    HOST = "host", _("The state received the participants; not merely the state in which the place lies."), _("Host")
    PARTICIPANT = "participant", _("Took part."), _("Participant")
    OBSERVER = "observer", _("Was present as an observer."), _("Observer")
    BENEFICIARY = "beneficiary", _("Its officials were trained or helped by an international body."), _("Beneficiary")
    CHAIR = "chair", _("Presided over the meeting."), _("Chair")
    SIGNATORY = "signatory", _("Signed what was signed."), _("Signatory")
    FUNDER = "funder", _("Paid for it."), _("Funder")


class PersonRole(ExplainedChoices):
    """What a person did at an event, always in a public function."""

    KEYNOTE_SPEAKER = "keynote-speaker", _("Gave the keynote address."), _("Keynote speaker")
    OPENING_SPEAKER = "opening-speaker", _("Spoke at the opening."), _("Opening speaker")
    CLOSING_SPEAKER = "closing-speaker", _("Spoke at the closing."), _("Closing speaker")
    SPEAKER = "speaker", _("Spoke, or is quoted from the event."), _("Speaker")
    CHAIR = "chair", _("Presided over the meeting."), _("Chair")
    MODERATOR = "moderator", _("Led the discussion."), _("Moderator")
    HEAD_OF_DELEGATION = "head-of-delegation", _("Led the delegation of a state or body."), _("Head of delegation")
    SIGNATORY = "signatory", _("Signed for a state or body."), _("Signatory")
    TRAINER = "trainer", _("Taught."), _("Trainer")
    PARTICIPANT = "participant", _("Took part."), _("Participant")


class FrameworkRelation(ExplainedChoices):
    """What an event has to do with a framework."""

    UNDER = "under", _("The event was held within the framework."), _("Held under")
    ADOPTED = "adopted", _("The event adopted it."), _("Adopted")
    SIGNED = "signed", _("It was signed at the event."), _("Signed")
    LAUNCHED = "launched", _("It was started at the event."), _("Launched")
    ESTABLISHED = "established", _("The event set it up."), _("Established")
    PRESENTED = "presented", _("It was presented at the event."), _("Presented")
    REVIEWED = "reviewed", _("The event took stock of it."), _("Reviewed")
    PREPARED = "prepared", _("The event worked on it."), _("Prepared")


class OrganizationKind(ExplainedChoices):
    """What kind of body an organization is."""

    UN_ENTITY = "un-entity", _("A part of the United Nations system."), _("United Nations entity")
    INTERGOVERNMENTAL = (
        "intergovernmental",
        _("A body of states outside the UN system."),
        _("Intergovernmental organization"),
    )
    GOVERNMENT = "government", _("A ministry, mission or other part of a government."), _("Government")
    SECURITY_AGENCY = "security-agency", _("Police, border, intelligence or armed forces."), _("Security agency")
    JUDICIARY = "judiciary", _("A court or prosecution service."), _("Judiciary")
    PARLIAMENT = "parliament", _("A parliament or an assembly of parliaments."), _("Parliament")
    RESEARCH_INSTITUTE = (
        "research-institute",
        _("An institute for research, of a state or independent."),
        _("Research institute"),
    )
    ACADEMIC = "academic", _("A university, academy or training institute."), _("Academic institution")
    CIVIL_SOCIETY = "civil-society", _("A non-governmental organization."), _("Civil society")
    FUND = "fund", _("A fund or foundation that pays for the work of others."), _("Fund")
    PRIVATE = "private", _("A company."), _("Private sector")
    EXPERT_BODY = "expert-body", _("A council or group of experts without a secretariat."), _("Expert body")
    OTHER = "other", _("None of the others, such as a project that acts in its own name."), _("Other")


class NameKind(ExplainedChoices):
    """How another name of an organization, person or country relates to the main one."""

    ACRONYM = "acronym", _("A short form made of initials."), _("Acronym")
    FORMER = "former", _("The name before the present one."), _("Former name")
    TRANSLATION = "translation", _("The name in another language."), _("Translation")
    TRANSLITERATION = "transliteration", _("The same name in another script."), _("Transliteration")
    SPELLING = "spelling", _("Another way in which the name is written."), _("Other spelling")


class FrameworkKind(ExplainedChoices):
    """What kind of thing a framework is."""

    STRATEGY = "strategy", _("Aims and how to reach them."), _("Strategy")
    ACTION_PLAN = "action-plan", _("Measures that were agreed on."), _("Action plan")
    ROADMAP = "roadmap", _("Steps in time."), _("Roadmap")
    DECLARATION = "declaration", _("A declaration or communiqué."), _("Declaration")
    AGREEMENT = "agreement", _("A treaty, convention or other binding agreement."), _("Agreement")
    MEMORANDUM = "memorandum", _("A memorandum of understanding."), _("Memorandum")
    RESOLUTION = "resolution", _("A resolution or decision of a body."), _("Resolution")
    PROJECT = "project", _("Work with a beginning, an end and money."), _("Project")
    PROGRAMME = "programme", _("A lasting line of work, often of many projects."), _("Programme")
    SERIES = "series", _("Events that follow each other under one name."), _("Series")
    NETWORK = "network", _("A network of bodies or experts."), _("Network")
    BODY = "body", _("A council, committee or group that meets."), _("Body")
    COURSE = "course", _("A course that is held again and again."), _("Course")
    RECOMMENDATIONS = "recommendations", _("Recommendations, conclusions, a summary."), _("Recommendations")
    PUBLICATION = "publication", _("A report, handbook or tool."), _("Publication")
    OTHER = "other", _("None of the others."), _("Other")


class SourceKind(ExplainedChoices):
    """What kind of publication a source is."""

    PRESS_RELEASE = "press-release", _("Issued by a body that took part."), _("Press release")
    NEWS = "news", _("A report by a news medium."), _("News report")
    OFFICIAL_REPORT = "official-report", _("A report of an official body."), _("Official report")
    SPEECH = "speech", _("The text of a speech."), _("Speech")
    DOCUMENT = "document", _("An agenda, declaration or other document."), _("Document")
    WEB_PAGE = "web-page", _("Another page of the web."), _("Web page")
    OTHER = "other", _("None of the others."), _("Other")


class Fact(ExplainedChoices):
    """The facts of an event that a citation can support."""

    DATES = "dates", _("When it took place."), _("dates")
    PLACES = "places", _("Where it took place."), _("places")
    ORGANIZATIONS = "organizations", _("Which organizations took part and how."), _("organizations")
    COUNTRIES = "countries", _("Which countries took part and how."), _("countries")
    PEOPLE = "people", _("Who took part and how."), _("people")
    PARTICIPANT_COUNT = "participant_count", _("How many took part."), _("participant count")
    QUOTES = "quotes", _("What was said."), _("quotes")
    FRAMEWORKS = "frameworks", _("What it was held under or agreed."), _("frameworks")
    SUMMARY = "summary", _("What it was for and what it did."), _("summary")


class Pillar(models.IntegerChoices):
    """The four pillars of the UN Global Counter-Terrorism Strategy (A/RES/60/288, annex)."""

    CONDITIONS = 1, _("Pillar I: conditions conducive to the spread of terrorism")
    PREVENTION = 2, _("Pillar II: preventing and combating terrorism")
    CAPACITY = (
        3,
        _("Pillar III: building states' capacity and the role of the United Nations"),
    )
    RIGHTS = 4, _("Pillar IV: human rights and the rule of law")


class Region(ExplainedChoices):
    """Regions, sub-regions and intermediate regions by their code in UN M49, larger before smaller."""

    AFRICA = "002", _("A region."), _("Africa")
    NORTHERN_AFRICA = "015", _("A sub-region."), _("Northern Africa")
    SUB_SAHARAN_AFRICA = "202", _("A sub-region."), _("Sub-Saharan Africa")
    EASTERN_AFRICA = "014", _("An intermediate region."), _("Eastern Africa")
    MIDDLE_AFRICA = "017", _("An intermediate region."), _("Middle Africa")
    SOUTHERN_AFRICA = "018", _("An intermediate region."), _("Southern Africa")
    WESTERN_AFRICA = "011", _("An intermediate region."), _("Western Africa")
    AMERICAS = "019", _("A region."), _("Americas")
    LATIN_AMERICA_AND_THE_CARIBBEAN = "419", _("A sub-region."), _("Latin America and the Caribbean")
    CARIBBEAN = "029", _("An intermediate region."), _("Caribbean")
    CENTRAL_AMERICA = "013", _("An intermediate region."), _("Central America")
    SOUTH_AMERICA = "005", _("An intermediate region."), _("South America")
    NORTHERN_AMERICA = "021", _("A sub-region."), _("Northern America")
    ASIA = "142", _("A region."), _("Asia")
    CENTRAL_ASIA = "143", _("A sub-region."), _("Central Asia")
    EASTERN_ASIA = "030", _("A sub-region."), _("Eastern Asia")
    SOUTH_EASTERN_ASIA = "035", _("A sub-region."), _("South-eastern Asia")
    SOUTHERN_ASIA = "034", _("A sub-region."), _("Southern Asia")
    WESTERN_ASIA = "145", _("A sub-region."), _("Western Asia")
    EUROPE = "150", _("A region."), _("Europe")
    EASTERN_EUROPE = "151", _("A sub-region."), _("Eastern Europe")
    NORTHERN_EUROPE = "154", _("A sub-region."), _("Northern Europe")
    SOUTHERN_EUROPE = "039", _("A sub-region."), _("Southern Europe")
    WESTERN_EUROPE = "155", _("A sub-region."), _("Western Europe")
    OCEANIA = "009", _("A region."), _("Oceania")
    AUSTRALIA_AND_NEW_ZEALAND = "053", _("A sub-region."), _("Australia and New Zealand")
    MELANESIA = "054", _("A sub-region."), _("Melanesia")
    MICRONESIA = "057", _("A sub-region."), _("Micronesia")
    POLYNESIA = "061", _("A sub-region."), _("Polynesia")


class FormerSlugKind(models.TextChoices):
    """Which kind of record a former slug belonged to: the names of the database tables' models."""

    EVENT = "event", _("Event")
    ORGANIZATION = "organization", _("Organization")
    PERSON = "person", _("Person")
    FRAMEWORK = "framework", _("Framework")
    SOURCE = "source", _("Source")


class ReleaseChangeKind(models.TextChoices):
    """What became of an event from one release to the next."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    REMOVED = "removed", _("Removed")


class StepKind(models.TextChoices):
    """What somebody did with an event on its way to the public, or after it had arrived there."""

    SUBMIT = "submit", _("Submitted for review")
    RETURN = "return", _("Returned")
    PUBLISH = "publish", _("Published")
    WITHDRAW = "withdraw", _("Withdrawn")
    CHANGE = "change", _("Changed while public")
