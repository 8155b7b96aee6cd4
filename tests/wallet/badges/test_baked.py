"""Badges baked into pictures, both ways, and pictures that are made to hurt."""

from __future__ import annotations

import contextlib
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.badges import as_text, bake_png, bake_svg, sign_badge_token
from draaischijf.wallet.badges.baked import KEYWORD, extract
from draaischijf.wallet.detect import detect
from draaischijf.wallet.verify import read_credentials
from tests.wallet.badges.makers import DRAWING, KEY, answer, badge, chunk, codes, picture, signed

HEAD = KEYWORD.encode() + b"\0"
BAKERS = [(bake_png, picture()), (bake_svg, DRAWING)]


@pytest.mark.parametrize(("bake", "blank"), BAKERS)
@pytest.mark.parametrize("make", [signed, lambda: sign_badge_token(badge(), KEY)])
def test_what_is_baked_in_comes_out_and_verifies(bake, blank, make):
    text = as_text(make())
    baked = bake(blank, text)
    assert extract(detect(baked)).decode() == text
    assert codes(baked)["signature"] == "signature-valid"
    (credential,) = read_credentials(baked)
    assert credential.achievements[0].name == "Lassen"
    assert credential.source == baked
    assert extract(detect(bake(baked, "{}"))) == b"{}"


def test_the_picture_itself_stays_as_it_is():
    from io import BytesIO

    from PIL import Image

    before, after = (Image.open(BytesIO(data)) for data in (picture(), bake_png(picture(), as_text(signed()))))
    assert before.tobytes() == after.tobytes()
    assert json.loads(after.text[KEYWORD]) == signed()


def test_a_badge_with_the_end_of_a_cdata_in_it():
    text = json.dumps({"a": "]]>"})
    assert extract(detect(bake_svg(DRAWING, text))).decode() == text


@pytest.mark.needs("shared")
@pytest.mark.parametrize("name", ["simple-json", "simple-jwt"])
def test_samples_can_be_baked_anew(shared, name):
    folder = shared / "vectors/open-badges-3.0"
    for ending, bake in (("png", bake_png), ("svg", bake_svg)):
        data = (folder / f"{name}.{ending}").read_bytes()
        assert codes(bake(data, as_text(signed())))["signature"] == "signature-valid"


def test_texts_in_every_kind_of_chunk():
    text = as_text(signed()).encode()
    packed = zlib.compress(text)
    for kind, content in (
        (b"tEXt", HEAD + text),
        (b"zTXt", HEAD + b"\0" + packed),
        (b"iTXt", HEAD + b"\1\0\0\0" + packed),
        (b"iTXt", HEAD + b"\0\0nl\0badge\0" + text),
    ):
        assert codes(picture(chunk(kind, content)))["signature"] == "signature-valid"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (picture(), "baked-missing"),
        (picture(*[chunk(b"tEXt", HEAD + b"{}")] * 2), "baked-twice"),
        (picture(chunk(b"tEXt", HEAD + b"{}")), "baked-unknown"),
        (picture(chunk(b"tEXt", HEAD + picture())), "baked-unknown"),
        (picture(chunk(b"iTXt", HEAD + b"\0\0x")), "png-invalid"),
        (picture(chunk(b"iTXt", HEAD + b"\1\0\0\0" + b"x")), "packed-invalid"),
        (picture(chunk(b"iTXt", HEAD + b"\1\0\0\0" + zlib.compress(b" " * 5_000_000))), "packed-too-large"),
        (picture(chunk(b"iTXt", HEAD + b"\1\0\0\0" + zlib.compress(b" " * 99)[:-6])), "packed-invalid"),
        (picture()[:40], "png-invalid"),
        (picture()[:10], "png-invalid"),
        (picture()[:-1] + b"x", "png-invalid"),
        (picture()[:8] + b"\xff\xff\xff\xffIHDR" + picture()[16:], "png-invalid"),
        (picture()[:8] + chunk(b"tEXt", b"") * 20_001, "png-invalid"),
        (DRAWING, "baked-missing"),
        (b"<svg", "svg-invalid"),
        (b"<p><svg/></p>", "svg-invalid"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>', "svg-entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "svg-entities"),
        (b"<svg>" + b"<g>" * 5_000 + b"</g>" * 5_000 + b"</svg>", "svg-invalid"),
        (b'<svg xmlns:o="http://openbadges.org"><o:assertion verify=""/></svg>', "input-empty"),
    ],
)
def test_pictures_that_are_refused(data, code):
    with pytest.raises(Problem) as caught:
        answer(data)
    assert caught.value.code == code


def test_what_is_no_picture_is_not_baked():
    with pytest.raises(Problem, match="no PNG"):
        bake_png(DRAWING, "{}")
    with pytest.raises(Problem, match="an empty PNG"):
        bake_png(picture()[:8], "{}")
    with pytest.raises(Problem, match="no well-formed SVG"):
        bake_svg(picture(), "{}")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([b"iTXt", b"tEXt", b"zTXt", b"IDAT"]), st.binary(max_size=60)), max_size=4))
def test_any_png_is_read_or_a_problem(chunks):
    with contextlib.suppress(Problem):
        answer(picture(*(chunk(kind, HEAD + content) for kind, content in chunks[:1])))
    with contextlib.suppress(Problem):
        answer(picture()[:8] + b"".join(content for _, content in chunks))


@settings(deadline=None)
@given(st.text(alphabet='<>/ svgopenbadges:"=&;![]-x', max_size=60))
def test_any_svg_is_read_or_a_problem(text):
    with contextlib.suppress(Problem):
        answer(f'<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">{text}</svg>'.encode())
