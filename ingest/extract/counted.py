"""Problems told by their number alone: as many units as the document says that there are."""

from collections import defaultdict

from ingest.extract.candidate import Candidate
from ingest.extract.headings import org_above
from ingest.extract.problem import first_sentence, head_of
from ingest.extract.status import finding_status
from ingest.extract.unit_heading import heading_of
from ingest.markers import Level
from ingest.node import Node
from ingest.statement import Strength


def counted(text: str, root: Node, stated: int) -> list[Candidate]:
    """Every unit of the one style of mark that occurs as often as the document says that there
    are problems, however these are worded; none where no style or several do."""
    styles: defaultdict[str, list[Node]] = defaultdict(list)
    for node in root.walk():
        if node.mark.end and node.level < Level.ORDINAL and node.section is None:
            styles[node.mark.style].append(node)
    fitting = [nodes for nodes in styles.values() if len(nodes) == stated]
    if len(fitting) != 1:
        return []
    found = []
    for node in fitting[0]:
        problem = first_sentence(text, *head_of(text, node), Strength.DEFICIENT)
        if problem is not None:
            above = node.parent
            named = above is not None and above.mark.end
            heading = heading_of(text, above, head_of(text, above)) if above and named else None
            status, org = finding_status(text, node), org_above(text, node)
            found.append(Candidate(node, problem.start, problem.end, heading, status, None, org))
    return found
