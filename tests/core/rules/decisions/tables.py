"""Short hands for tests: small decision tables."""

from motcua.core.rules.decisions import DecisionTable, HitPolicy, Input, Output, Rule


def table(
    inputs: list[str | Input],
    outputs: list[str | Output],
    *rows: tuple[str, ...],
    policy: HitPolicy = HitPolicy.UNIQUE,
    **more: object,
) -> DecisionTable:
    """A table whose rows are the cells of the inputs and then those of the outputs."""
    heads = tuple(each if isinstance(each, Input) else Input(each) for each in inputs)
    results = tuple(each if isinstance(each, Output) else Output(each) for each in outputs)
    rules = tuple(Rule(row[: len(heads)], row[len(heads) :]) for row in rows)
    return DecisionTable("Lệ phí", heads, results, rules, policy, **more)
