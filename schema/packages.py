"""The best set of offerings that go together, in the schema: and why each other was left out."""

import strawberry
from strawberry import field

from hub.domain.matching.judgement import Verdict
from hub.domain.matching.package import LeftOutReason, PackageRole
from hub.domain.matching.package import Package as DomainPackage
from hub.domain.matching.package import PackageItem as DomainPackageItem
from hub.domain.matching.ranking import Ranked
from hub.domain.text import Language
from schema.facts import Need
from schema.offerings import Offering
from schema.paging import First, page_size
from schema.questions import FindingSubject, Telling, recipient
from schema.texts import LocalizedText
from schema.wording.packages import left_out_text


@strawberry.type(description="One offering of a package.")
class PackageItem:
    offering: Offering = field(description="The offering.")
    beneficiaries: list[FindingSubject] = field(description="For whom it is: all whom it fits beside the others.")
    verdict: Verdict = field(description="What the facts say of these; the best, if they differ.")
    needs: list[Need] = field(description="The needs that it is there for, most urgent first.")
    role: PackageRole = field(description="Why it is in the package: a bridge says so here.")
    consequence: LocalizedText | None = field(
        description="What taking it changes for the family, to be told before any referral; null when nothing does."
    )


@strawberry.type(description="An offering that fits the situation, or may, and is not in the package.")
class LeftOut:
    offering: Offering = field(description="The offering.")
    reason: LeftOutReason = field(description="Why it was left out.")
    because: list[Offering] = field(description="Those of the package for whose sake; empty when it is for no other.")
    programmes: list[str] = field(description="The programmes that it requires and that are missing; else empty.")
    text: str = field(description="The reason in a sentence, in the reader's language.")


@strawberry.type(
    description="The best set of offerings that go together. It covers the most urgent needs first, rather by an"
    " offering whose rules are all met than by one not known yet; then those with the best scores are taken, and as few"
    " as will do. No two of it exclude each other, and nothing is in it without what it requires."
)
class Package:
    items: list[PackageItem] = field(description="The offerings: for the most urgent needs first, bridges last.")
    covered_needs: list[Need] = field(description="The stated needs that it covers, most urgent first.")
    exact: bool = field(
        description="Whether no better set exists. False when so many offerings exclude each other that the search"
        " reached its limit: then a better one may."
    )
    left_out_count: int = field(description="How many offerings fit, or may, and are not in it.")
    found: strawberry.Private[DomainPackage]
    language: strawberry.Private[Language]

    @strawberry.field(description="Why each other offering that fits, or may, is not in it; the best first.")
    def left_out(self, first: First = 10) -> list[LeftOut]:
        return [self._left_out(each) for each in self.found.left_out[: page_size(first, default=10)]]

    def _left_out(self, ranked: Ranked) -> LeftOut:
        why = self.found.why_left_out(ranked)
        return LeftOut(
            offering=Offering.published(ranked.judged.candidate.version),
            reason=why.reason,
            because=[Offering.published(each.judged.candidate.version) for each in why.because],
            programmes=list(why.programmes),
            text=left_out_text(why, self.language),
        )


def package(telling: Telling, found: DomainPackage) -> Package:
    """A package in words."""
    return Package(
        items=[_item(telling, item) for item in found.items],
        covered_needs=[Need.by_code(code) for code in found.covered_needs],
        exact=found.exact,
        left_out_count=len(found.left_out),
        found=found,
        language=telling.language,
    )


def _item(telling: Telling, item: DomainPackageItem) -> PackageItem:
    version, verdicts = item.ranked.judged.candidate.version, {each.verdict for each in item.beneficiaries}
    return PackageItem(
        offering=Offering.published(version),
        beneficiaries=[recipient(telling, each.unit, each.subject) for each in item.beneficiaries],
        verdict=Verdict.ELIGIBLE if Verdict.ELIGIBLE in verdicts else Verdict.NEEDS_INFORMATION,
        needs=[Need.by_code(code) for code in item.needs],
        role=item.role,
        consequence=LocalizedText.of(version.content.consequence) if version.content.consequence else None,
    )
