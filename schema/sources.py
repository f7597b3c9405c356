"""Sources of aid in the schema: what each is, how fresh, and how it takes a referral."""

from datetime import datetime

import strawberry
from strawberry import field

from connectors.contract import HandOver as ConnectorHandOver
from connectors.contract import HandOverKind
from connectors.contract import Source as ConnectorSource
from connectors.feeds.template import template
from hub.domain.offerings.catalogue import SourceState
from hub.domain.offerings.offering import FundingSource, SourceKey
from hub.domain.partner import PartnerKind
from hub.usecases.sources import SourceReport as UseCaseReport
from schema.context import Info
from schema.texts import Citation, LocalizedText


@strawberry.type(description="A column of the file that a source's partners send.")
class SourceColumn:
    name: str = field(description="The column's name in the first line.")
    meaning: LocalizedText = field(description="What stands in it.")
    required: bool = field(description="Whether every row must fill it.")


@strawberry.type(description="A source of aid: one connector with its own rules.")
class Source:
    key: str = field(description="The source's key, for example `apbn`.")
    title: LocalizedText = field(description="Its name.")
    funding_sources: list[FundingSource] = field(description="Whose money, goods or work it can bring.")
    publishers: list[PartnerKind] = field(description="The kinds of partner that may publish from it.")
    legal_basis: Citation = field(description="What it rests on.")
    cadence_days: int = field(description="An offering that nobody assured for so many days counts as stale.")
    columns: list[SourceColumn] = field(description="The columns of its file for `importOfferings`.")
    template: str = field(description="A file of it to begin with, as CSV: its columns and a filled row.")

    @staticmethod
    def of(source: ConnectorSource) -> "Source":
        return Source(
            key=source.key,
            title=LocalizedText.of(source.title),
            funding_sources=list(source.funding_sources),
            publishers=sorted(source.publishers, key=list(PartnerKind).index),
            legal_basis=Citation.of(source.legal_basis),
            cadence_days=source.cadence_days,
            columns=[
                SourceColumn(name=c.name, meaning=LocalizedText.of(c.meaning), required=c.required)
                for c in source.columns
            ],
            template=template(source),
        )

    @strawberry.field(description="How the source stands now.")
    async def report(self, info: Info) -> "SourceReport":
        return SourceReport.of(await info.context.loaders.source_reports.load(SourceKey(self.key)))


@strawberry.type(description="How a source stands. It comes with every answer that rests on what the source brought.")
class SourceReport:
    source: str = field(description="The source's key.")
    state: SourceState = field(description="How fresh what it brought is.")
    last_import_at: datetime | None = field(description="When it last brought something; null when it never did.")

    @staticmethod
    def of(report: UseCaseReport) -> "SourceReport":
        return SourceReport(source=report.source, state=report.state, last_import_at=report.last_import_at)


@strawberry.type(description="How a source takes a referral.")
class HandOver:
    kind: HandOverKind = field(description="The way that a referral goes.")
    who: LocalizedText = field(description="Who receives it.")
    steps: list[LocalizedText] = field(description="What to do, in order.")
    documents: list[LocalizedText] = field(description="What to bring.")

    @staticmethod
    def of(hand_over: ConnectorHandOver) -> "HandOver":
        return HandOver(
            kind=hand_over.kind,
            who=LocalizedText.of(hand_over.who),
            steps=[LocalizedText.of(step) for step in hand_over.steps],
            documents=[LocalizedText.of(document) for document in hand_over.documents],
        )
