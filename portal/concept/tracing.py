"""Through the tables of challenges: what stands under a topic, where a goal and an indicator stand."""

from dataclasses import dataclass, field

from sqlmodel import Session

from portal.concept import keys, store
from portal.concept.models import (
    ConceptChallenge,
    ConceptGoalCell,
    ConceptIndicator,
    ConceptPlacement,
    ConceptVersion,
)
from portal.concept.reading import Block, NotInConcept, blocks_below
from translations.store import Text, read_texts


@dataclass(frozen=True)
class IndicatorLink:
    id: str
    wording: Text
    source_class: str


@dataclass
class Group:
    """Indicators of one subgroup; `name` is None where the cell is not divided."""

    name: Text | None
    indicators: list[IndicatorLink] = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    goal: int
    wording: Text
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(group.indicators) for group in self.groups)


@dataclass(frozen=True)
class ChallengePart:
    code: str
    wording: Text
    cells: list[Cell]


@dataclass(frozen=True)
class TopicPage:
    code: str
    name: Text
    field: int
    field_name: Text
    introduction: list[Block]
    challenges: list[ChallengePart]

    @property
    def texts(self) -> list[Text]:
        """Every text of the page, to say once what is not translated."""
        cells = [cell for challenge in self.challenges for cell in challenge.cells]
        indicators = [item.wording for cell in cells for group in cell.groups for item in group.indicators]
        introduction = [block.text for block in self.introduction]
        challenges = [challenge.wording for challenge in self.challenges]
        return [self.name, *introduction, *challenges, *(cell.wording for cell in cells), *indicators]


@dataclass(frozen=True)
class Place:
    """Where something stands; `printed` is the wording there if it deviates, `count` the indicators there."""

    topic: str
    topic_name: Text
    challenge: str
    challenge_wording: Text
    goal: int
    goal_wording: Text
    subgroup: Text | None = None
    printed: str = ""
    count: int = 0


@dataclass(frozen=True)
class GoalPage:
    number: int
    wording: Text
    last: int
    places: list[Place]


@dataclass(frozen=True)
class IndicatorPage:
    indicator: ConceptIndicator
    wording: Text
    places: list[Place]


class _Tables:
    """The tables of one version in memory (72 cells, 191 placements) and the texts a page asks for."""

    def __init__(self, session: Session, version: ConceptVersion, language: str) -> None:
        self.session = session
        self.language = language
        version_id = version.id or 0
        self.challenges = {row.code: row for row in store.challenges_in(session, version_id)}
        self.cells = store.cells_in(session, version_id)
        self.placements = store.placements_in(session, version_id)

    def texts(self, cells: list[ConceptGoalCell], placements: list[ConceptPlacement]) -> dict[str, Text]:
        wanted = [keys.goal(cell.goal) for cell in cells]
        for cell in cells:
            wanted += [keys.challenge(cell.challenge), keys.topic_name(self.topic_of(cell))]
        for placement in placements:
            wanted.append(keys.indicator(placement.indicator_id))
            if placement.subgroup:
                wanted.append(keys.subgroup(placement.subgroup))
        return read_texts(self.session, wanted, self.language)

    def topic_of(self, cell: ConceptGoalCell) -> str:
        return self.challenges[cell.challenge].topic

    def placed_in(self, cells: list[ConceptGoalCell]) -> list[ConceptPlacement]:
        ids = {cell.id for cell in cells}
        return [placement for placement in self.placements if placement.cell_id in ids]

    def place(
        self, cell: ConceptGoalCell, texts: dict[str, Text], *, subgroup: str = "", printed: str = "", count: int = 0
    ) -> Place:
        topic = self.topic_of(cell)
        return Place(
            topic=topic,
            topic_name=texts[keys.topic_name(topic)],
            challenge=cell.challenge,
            challenge_wording=texts[keys.challenge(cell.challenge)],
            goal=cell.goal,
            goal_wording=texts[keys.goal(cell.goal)],
            subgroup=texts[keys.subgroup(subgroup)] if subgroup else None,
            printed=printed,
            count=count,
        )


def read_topic(session: Session, version: ConceptVersion, language: str, code: str) -> TopicPage:
    topic = next((topic for topic in store.topics_in(session, version.id or 0) if topic.code == code), None)
    if topic is None:
        raise NotInConcept(f"topic {code}")
    names = (keys.topic_name(code), keys.field_name(topic.field))
    titles = read_texts(session, names, language)
    introduction = blocks_below(session, version, language, keys.topic_introduction(code))
    tables = _Tables(session, version, language)
    cells = [cell for cell in tables.cells if tables.topic_of(cell) == code]
    placements = tables.placed_in(cells)
    texts = tables.texts(cells, placements)
    classes = store.indicators_by_id(session)
    challenges = [
        _challenge_part(row, cells, placements, texts, classes)
        for row in tables.challenges.values()
        if row.topic == code
    ]
    return TopicPage(code, titles[names[0]], topic.field, titles[names[1]], introduction, challenges)


def read_goal(session: Session, version: ConceptVersion, language: str, number: int) -> GoalPage:
    key = keys.goal(number)
    last = version.counts["goals"]
    if not 1 <= number <= last:
        raise NotInConcept(f"goal {number}")
    tables = _Tables(session, version, language)
    cells = [cell for cell in tables.cells if cell.goal == number]
    texts = tables.texts(cells, []) | read_texts(session, [key], language)
    places = [
        tables.place(
            cell,
            texts,
            printed=cell.printed if cell.deviates else "",
            count=len(tables.placed_in([cell])),
        )
        for cell in cells
    ]
    return GoalPage(number, texts[key], last, places)


def read_indicator(session: Session, version: ConceptVersion, language: str, indicator_id: str) -> IndicatorPage:
    tables = _Tables(session, version, language)
    placements = [row for row in tables.placements if row.indicator_id == indicator_id]
    indicator = store.find_indicator(session, indicator_id)
    if indicator is None or not placements:
        raise NotInConcept(f"indicator {indicator_id}")
    cells = {cell.id: cell for cell in tables.cells}
    texts = tables.texts([cells[row.cell_id] for row in placements], placements)
    places = [tables.place(cells[row.cell_id], texts, subgroup=row.subgroup) for row in placements]
    return IndicatorPage(indicator, texts[keys.indicator(indicator_id)], places)


def _challenge_part(
    challenge: ConceptChallenge,
    cells: list[ConceptGoalCell],
    placements: list[ConceptPlacement],
    texts: dict[str, Text],
    indicators: dict[str, ConceptIndicator],
) -> ChallengePart:
    parts = []
    for cell in cells:
        if cell.challenge == challenge.code:
            inside = [placement for placement in placements if placement.cell_id == cell.id]
            parts.append(Cell(cell.goal, texts[keys.goal(cell.goal)], _groups(inside, texts, indicators)))
    return ChallengePart(challenge.code, texts[keys.challenge(challenge.code)], parts)


def _groups(
    placements: list[ConceptPlacement], texts: dict[str, Text], indicators: dict[str, ConceptIndicator]
) -> list[Group]:
    groups: dict[str, Group] = {}
    for row in placements:
        name = texts[keys.subgroup(row.subgroup)] if row.subgroup else None
        group = groups.setdefault(row.subgroup, Group(name))
        wording = texts[keys.indicator(row.indicator_id)]
        group.indicators.append(IndicatorLink(row.indicator_id, wording, indicators[row.indicator_id].source_class))
    return list(groups.values())
