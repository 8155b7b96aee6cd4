"""Policies as people write them: `skills-hiring`, or `sector-training:places=40,occupations=10+08,start=2`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from draaischijf.market.dutch.world import World
from draaischijf.market.policies.catalogue import POLICIES
from draaischijf.market.policies.levers import Levers
from draaischijf.market.policies.policy import Policy
from draaischijf.problems import Problem


def read_policy(text: str) -> Policy:
    """Return one policy from its text.

    Args:
        text: Its name, then after a colon any parameters as `name=value`, with commas between; occupations with `+`.

    Raises:
        Problem: Unknown policy, parameter or value outside its range.
    """
    name, _, rest = text.strip().partition(":")
    if name not in POLICIES:
        raise Problem(
            "market-policy", f"there is no policy {name!r}.", place="--policy", hint=f"Known are {', '.join(POLICIES)}."
        )
    kind = POLICIES[name]
    values: dict[str, Any] = {}
    for part in filter(None, rest.split(",")):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise Problem("market-policy", f"{part!r} is no setting.", place=name, hint="Write it as share=0.5.")
        if key == "occupations" and "occupations" in kind.__dataclass_fields__:
            values[key] = tuple(value.split("+"))
        else:
            values["raise_" if key == "raise" else key] = _number(value, name, key)
    codes = values.pop("occupations", None)
    policy: Policy = kind.from_values(values)
    return policy if codes is None else type(policy)(**{**values, "occupations": codes})


def write_policy(policy: Policy) -> str:
    """Return the text that `read_policy` reads back to the same policy."""
    parts = [f"{one.name.rstrip('_')}={getattr(policy, one.name)!r}" for one in policy.table()]
    codes = getattr(policy, "occupations", None)
    if codes is not None:
        parts.append(f"occupations={'+'.join(codes)}")
    return f"{policy.name}:{','.join(parts)}"


def check_policies(policies: Iterable[Policy], world: World, levers: Levers) -> None:
    """Try every policy in full force on levers that are thrown away, so that mistakes show before a run.

    Raises:
        Problem: An occupation is unknown, or a policy stands there twice.
    """
    seen: set[str] = set()
    for policy in policies:
        if policy.name in seen:
            raise Problem(
                "market-policy", f"{policy.name} stands there twice.", place="--policy", hint="Leave one out."
            )
        seen.add(policy.name)
        policy.pull(levers, world, 1.0)


def _number(text: str, name: str, key: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise Problem("market-policy", f"{text!r} is no number.", place=f"{name}, {key}") from error
