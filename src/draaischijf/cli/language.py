"""`draaischijf language`: releases of the skills language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli import growth

if TYPE_CHECKING:
    from draaischijf.language import Language, ProfileSkill

app = typer.Typer(
    help="The skills language: what is installed, search, compare.", no_args_is_help=True, rich_markup_mode=None
)
_JSON = typer.Option(False, "--json", help="One JSON object.")
_RELEASE = typer.Option("", help="Release of the language.")
SHOWN = 20

for verb in (growth.emerging, growth.propose, growth.accept, growth.release, growth.export, growth.history):
    app.command()(verb)


@app.command()
def info(release: str = _RELEASE, as_json: bool = _JSON) -> None:
    """Show the release in use, what it holds and where that comes from.

    Example: draaischijf language info
    """
    from draaischijf.cli.common import envelope, open_release, print_json, settings
    from draaischijf.language import installed

    language = open_release(release)
    manifest = language.manifest
    data = {key: manifest[key] for key in ("release", "counts", "sources")}
    data |= {"installed": installed(settings().data), "acknowledgement": manifest.get("acknowledgement", "")}
    if as_json:
        print_json(envelope("language-info", data, release=language.release))
        return
    typer.echo(f"release: {language.release}  (installed: {', '.join(data['installed'])})")
    for name, count in manifest["counts"].items():
        typer.echo(f"  {name}: {count}")
    for source in manifest["sources"]:
        typer.echo(f"  source: {' - '.join(str(value) for value in source.values() if value)}")
    typer.echo(data["acknowledgement"])


@app.command()
def search(
    words: list[str] = typer.Argument(..., help="Words, or beginnings of words."),
    top: int = typer.Option(20, min=1, max=1000, help="Number of concepts."),
    release: str = _RELEASE,
    as_json: bool = _JSON,
) -> None:
    """Find concepts by their names.

    Example: draaischijf language search heftruck
    """
    from draaischijf.cli.common import envelope, open_release, print_json

    language = open_release(release)
    found = [concept_shape(row, language) for row in language.search(" ".join(words), top)]
    if as_json:
        print_json(envelope("language-search", {"concepts": found}, release=language.release))
    else:
        for one in found:
            typer.echo(f"{one['name']['nl'] or one['name']['en'] + ' (en)'}  [{one['kind']}]  {one['uri']}")
    if not found:
        raise typer.Exit(1)


@app.command()
def show(
    uri: str = typer.Argument(..., help="URI of a concept, or one of its names."),
    release: str = _RELEASE,
    as_json: bool = _JSON,
) -> None:
    """Show one concept: names, groups, what is near it, where it is asked.

    Example: draaischijf language show "personeel aansturen"
    """
    from draaischijf.cli.common import envelope, open_release, print_json

    language = open_release(release)
    row = _find(uri, language)
    data = _details(row, language)
    if as_json:
        print_json(envelope("language-show", data, release=language.release))
        return
    typer.echo(f"{data['name']['nl'] or data['name']['en']}  [{data['kind']}]\n{data['uri']}")
    for name in data["names"]:
        typer.echo(f"  {name['language']}  {name['text']}  ({name['sort']}, {name['origin']})")
    for heading, key in (("groups", "groups"), ("near", "near"), ("asks for", "profile"), ("asked by", "asked_by")):
        for one in data[key][:SHOWN]:
            extra = f"  {one['nearness']:.2f} {one['via']}" if key == "near" else ""
            mark = "" if one.get("official", True) else "  (predicted)"
            typer.echo(f"  {heading}: {one['name']['nl'] or one['name']['en']}{extra}{mark}")


@app.command()
def profile(
    title: str = typer.Argument(..., help="A job title, also one that no classification knows."),
    top: int = typer.Option(30, min=1, max=200, help="Number of skills."),
    release: str = _RELEASE,
    as_json: bool = _JSON,
) -> None:
    """Show the skills that work with a title takes, predicted where no official release says so.

    Example: draaischijf language profile "waterstofmonteur" --top 10
    """
    from draaischijf.cli.common import envelope, open_release, print_json

    language = open_release(release)
    found = language.title_profile(title, top)
    data: dict[str, Any] = {
        "title": title,
        "occupation": None if found.occupation is None else concept_shape(found.occupation, language),
        "nearest": [concept_shape(row, language) for row in found.nearest],
        "confidence": found.confidence,
        "skills": [_asked(one, language) for one in found.skills],
    }
    if as_json:
        print_json(envelope("language-profile", data, release=language.release))
    elif found.skills:
        names = ", ".join(one["name"]["nl"] or one["name"]["en"] for one in data["nearest"])
        sure = "" if found.skills[0].official else f"; predicted, about {found.confidence:.0%} is right"
        typer.echo(f"{'is' if data['occupation'] else 'near'}: {names}{sure}")
        for one in data["skills"]:
            typer.echo(f"  {one['share']:.2f}  {one['name']['nl'] or one['name']['en']}")
    else:
        typer.echo(f"no skills for {title!r}: it holds no words of a job title")
    if not found.skills:
        raise typer.Exit(1)


@app.command()
def install(
    source: Path = typer.Argument(..., help="Zip or folder of an ESCO download (CSV), or a SKOS file of CompetentNL."),
    as_json: bool = _JSON,
) -> None:
    """Install an official release over the shipped pack and use it.

    Example: draaischijf language install ~/Downloads/ESCO-dataset-v1.2.0.zip
    """
    from draaischijf.cli.common import envelope, print_json, say, settings
    from draaischijf.language import install as install_release
    from draaischijf.language import predict_profiles

    say(f"Reading {source} ...")
    language = install_release(source, settings().data, predict_profiles)
    if as_json:
        print_json(envelope("language-install", {"release": language.release, "counts": language.manifest["counts"]}))
    else:
        typer.echo(f"Installed and in use: {language.release}")


@app.command()
def use(release: str = typer.Argument(..., help="Name of an installed release.")) -> None:
    """Use another installed release.

    Example: draaischijf language use draaischijf-2026.11
    """
    from draaischijf.cli.common import settings
    from draaischijf.language import use as use_release

    use_release(release, settings().data)
    typer.echo(f"In use: {release}")


@app.command()
def diff(
    before: str = typer.Argument(..., help="Name of a release."),
    after: str = typer.Argument(..., help="Name of a release."),
    as_json: bool = _JSON,
) -> None:
    """Show what changed between two releases.

    Example: draaischijf language diff draaischijf-2026.11 esco-1.2+draaischijf-2026.11
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.language import difference

    old, new = open_release(before), open_release(after)
    found = difference(old, new)
    data = {
        "before": old.release,
        "after": new.release,
        "added": found.added,
        "retired": [{"uri": uri, "replaced_by": list(to)} for uri, to in found.retired.items()],
        "renamed": [change._asdict() for change in found.renamed],
        "relations_added": found.relations_added,
        "relations_gone": found.relations_gone,
    }
    if as_json:
        print_json(envelope("language-diff", data, release=new.release))
        return
    typer.echo(f"{old.release} -> {new.release}")
    typer.echo(f"  added {len(found.added)}, retired {len(found.retired)}, renamed {len(found.renamed)}")
    for change in found.renamed[:SHOWN]:
        typer.echo(f"  {change.language}: {change.before} -> {change.after}")
    typer.echo(f"  relations added {found.relations_added}, gone {found.relations_gone}")


def concept_shape(row: int, language: Language) -> dict[str, Any]:
    """Return a concept in the shape that all verbs share."""
    concepts = language.concepts
    return {"uri": concepts.uris[row], "name": concepts.names_by_language(row), "kind": concepts.kinds[row]}


def _find(text: str, language: Language) -> int:
    from draaischijf.problems import Problem

    row = language.id_of(text)
    if row is not None:
        return row
    found = language.search(text, 1)
    if not found:
        raise Problem(
            "concept-unknown",
            f"release {language.release} knows no {text!r}.",
            hint="Search with `draaischijf language search`.",
        )
    return found[0]


def _details(row: int, language: Language) -> dict[str, Any]:
    concepts, names = language.concepts, language.names
    own = [place for place, concept in enumerate(names.concept.tolist()) if concept == row]
    is_skill = row < concepts.n_skills
    return {
        **concept_shape(row, language),
        "names": [
            {
                "text": names.text[place],
                "language": names.language[place],
                "sort": names.sort[place],
                "relation": names.relation[place],
                "origin": names.origin[place],
            }
            for place in own
        ],
        "groups": [concept_shape(group, language) for group in language.groups_of(row)],
        "near": _near(row, language) if is_skill else [],
        "profile": [_asked(one, language) for one in language.profile(row)],
        "asked_by": [concept_shape(one, language) for one in language.occupations_asking(row)] if is_skill else [],
    }


def _asked(one: ProfileSkill, language: Language) -> dict[str, Any]:
    """Return a skill of a profile, with how sure it is and whether it is official."""
    return {
        **concept_shape(one.skill, language),
        "importance": one.importance,
        "share": round(one.share, 3),
        "official": one.official,
    }


def _near(row: int, language: Language) -> list[dict[str, Any]]:
    from draaischijf.language import ROADS

    near = language.nearness
    return [
        {**concept_shape(int(target), language), "nearness": int(permille) / 1000, "via": ROADS[int(road)]}
        for target, permille, road in zip(near.targets[row], near.permille[row], near.via[row], strict=True)
        if target >= 0 and target != row
    ]
