"""Who is looking: every combination of how Attune is served and who asks, and those who pretend."""

from __future__ import annotations

import pytest

from evaluation.errors import InputError
from pages.shared.audience import Asking, Serving, audience, is_loopback, named, packs_only, serving_of, who

EVERYWHERE = "0.0.0.0"  # noqa: S104 nothing is bound: it is what the rules are asked about
HERE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501", "Upgrade": "websocket"}
LEAD, COMMISSIONER, OTHER = "anna@example.org", "com@icb.example", "mallory@evil.example"
ROLES = Serving(sign_in=True, leads=(LEAD, "@oxpip.org.uk"), commissioners=(COMMISSIONER, "@la.example"))


def claims(email: object, **more: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": email, "email_verified": True, **more}


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost", "127.0.0.5"])
@pytest.mark.parametrize(
    "headers",
    [
        HERE,
        {"host": "localhost:8501", "origin": "http://localhost:8501"},
        {"Host": "[::1]:8501", "Origin": "http://[::1]:8501"},
        {"Host": "127.0.0.1"},
    ],
)
def test_without_sign_in_this_machine_alone_is_a_lead(address, headers):
    found = who(Asking(headers=headers), Serving(address=address))
    assert (found.kind, found.packs) == ("lead", "listed")
    assert "Only this machine can see this" in found.why


@pytest.mark.parametrize(
    "asking",
    [
        Asking(ip="192.168.1.7", headers=HERE),
        Asking(ip="2a00::7", headers=HERE),
        Asking(ip="not an address", headers=HERE),
        Asking(headers=HERE | {"Host": "attune.example.org"}),
        Asking(headers=HERE | {"Host": "localhost.example.org:8501"}),  # a name that begins like ours
        Asking(headers=HERE | {"Host": "127.0.0.1.nip.example"}),
        Asking(headers=HERE | {"Host": "127.0.0.1@evil.example"}),
        Asking(headers=HERE | {"Host": "[::1"}),
        Asking(headers=HERE | {"Host": ""}),
        Asking(headers={"Upgrade": "websocket"}),  # no host at all
        Asking(headers=HERE | {"Origin": "https://attune.example.org"}),  # a proxy that rewrites the host
        Asking(headers=HERE | {"Origin": "null"}),
        Asking(headers=HERE | {"X-Forwarded-For": "127.0.0.1"}),  # whatever it says, somebody passed it on
        Asking(headers=HERE | {"x-FORWARDED-host": "127.0.0.1"}),
        Asking(headers=HERE | {"Forwarded": "for=127.0.0.1"}),
        Asking(headers=HERE | {"Via": "1.1 proxy"}),
        Asking(headers=HERE | {"X-Real-IP": ""}),
        Asking(headers=HERE | {"CF-Connecting-IP": "127.0.0.1"}),
        Asking(
            headers=HERE | {"X-Forwarded-For": "127.0.0.1"}, claims=claims(LEAD)
        ),  # claims without sign-in
    ],
)
def test_a_proxy_or_another_name_makes_a_visitor(asking):
    found = who(asking, Serving(address="127.0.0.1", leads=(LEAD,)))
    assert (found.kind, found.packs) == ("visitor", "by link")
    assert "another address" in found.why


@pytest.mark.parametrize(
    "address", [None, "", EVERYWHERE, "::", "192.168.1.2", "attune.example.org", "unix:///s"]
)
def test_bound_elsewhere_without_sign_in_nobody_is_a_lead(address):
    found = who(Asking(headers=HERE, claims=claims(LEAD)), Serving(address=address, leads=(LEAD,)))
    assert (found.kind, found.packs) == ("visitor", "by link")
    assert "made-up sample data and published results only" in found.why


@pytest.mark.parametrize("address", [None, "127.0.0.1", EVERYWHERE])
@pytest.mark.parametrize("headers", [HERE, HERE | {"X-Forwarded-For": "9.9.9.9"}])
def test_packs_alone_make_everybody_a_commissioner_with_a_link(address, headers):
    found = who(Asking(headers=headers), Serving(address=address, packs_only=True))
    assert (found.kind, found.packs) == ("commissioner", "by link")


@pytest.mark.parametrize("packs", [False, True])
@pytest.mark.parametrize(
    "said",
    [{}, {"is_logged_in": False, "email": LEAD}, {"email": LEAD}, {"is_logged_in": "true", "email": LEAD}],
)
def test_where_people_sign_in_everybody_else_is_a_stranger_even_on_this_machine(said, packs):
    serving = Serving(sign_in=True, leads=(LEAD,), packs_only=packs)
    found = who(Asking(headers=HERE, claims=said), serving)
    assert (found.kind, found.packs) == ("stranger", "none")


@pytest.mark.parametrize("email", [LEAD, "ANNA@Example.ORG", "someone@oxpip.org.uk", "X@OXPIP.ORG.UK"])
def test_a_lead_signs_in_from_anywhere(email):
    found = who(Asking(ip="9.9.9.9", headers={"Host": "a.example"}, claims=claims(email)), ROLES)
    assert (found.kind, found.packs, found.name) == ("lead", "listed", email)


@pytest.mark.parametrize("email", [COMMISSIONER, "anyone@la.example"])
def test_a_commissioner_who_signs_in_may_see_the_list(email):
    found = who(Asking(claims=claims(email)), ROLES)
    assert (found.kind, found.packs, found.name) == ("commissioner", "listed", email)


def test_a_lead_among_packs_alone_sees_what_a_commissioner_sees():
    serving = Serving(sign_in=True, packs_only=True, leads=(LEAD,))
    assert who(Asking(claims=claims(LEAD)), serving).kind == "commissioner"


@pytest.mark.parametrize(
    "said",
    [
        claims(OTHER),
        claims(LEAD, email_verified=False),
        claims(LEAD, email_verified="false"),
        claims(LEAD, email_verified=None),
        claims(LEAD, email_verified=0),
        claims(None),
        claims(""),
        claims([LEAD]),
        claims(f"{LEAD}\n{OTHER}"),
        claims(f"{LEAD} {OTHER}"),
        claims(f"{OTHER},{LEAD}"),
        claims("anna@example.org.evil.example"),
        claims("evilanna@example.org"),
        claims("anna@example.orgx"),
        claims("x@sub.oxpip.org.uk"),
        claims("x@notoxpip.org.uk"),
        claims("oxpip.org.uk"),
        claims("@oxpip.org.uk"),
        claims('"x@oxpip.org.uk"@evil.example'),
        claims("anna@example.or\N{LATIN SMALL LETTER G WITH CEDILLA}"),
        claims("x@oxpip.org.u\N{KELVIN SIGN}"),  # in lower case it is a k
        {"is_logged_in": True},
        claims(OTHER, roles=["leads"], attune="lead", kind="lead"),
    ],
)
def test_signed_in_without_a_role_sees_a_sentence_and_the_sample_at_most(said):
    found = who(Asking(headers=HERE, claims=said), ROLES)
    assert (found.kind, found.packs) == ("visitor", "none")
    assert found.why.endswith("Ask whoever runs this Attune to add your address.")


def test_an_address_is_taken_as_verified_where_the_sign_in_says_nothing_of_it():
    assert who(Asking(claims={"is_logged_in": True, "email": LEAD}), ROLES).kind == "lead"


@pytest.mark.parametrize(
    ("secrets", "sign_in", "leads"),
    [
        ({}, False, ()),
        ({"other": {"auth": 1}}, False, ()),
        ({"auth": {}}, True, ()),
        ({"attune": {"leads": [LEAD]}}, True, (LEAD,)),  # half of the settings: nobody gets in
        ({"auth": {}, "attune": {"leads": [LEAD, 7, "", "example.org"]}}, True, (LEAD,)),
        ({"auth": {}, "attune": {"leads": LEAD}}, True, ()),
        ({"auth": {}, "attune": [LEAD]}, True, ()),
        ({"auth": {}, "attune": {"lead": [LEAD]}}, True, ()),
    ],
)
def test_settings_that_cannot_be_read_let_nobody_in(secrets, sign_in, leads):
    found = serving_of(secrets, address="127.0.0.1", packs=False)
    assert (found.sign_in, found.leads) == (sign_in, leads)


def test_secrets_that_cannot_be_read_ask_for_a_sign_in():
    found = serving_of({}, address="127.0.0.1", packs=False, unreadable=True)
    assert who(Asking(headers=HERE), found).kind == "stranger"


@pytest.mark.parametrize("listed", ["", "@", "example.org", "*", "*@example.org", ".org", "@org"])
def test_no_entry_of_a_list_is_a_pattern(listed):
    assert not named(LEAD, (listed,))


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("::ffff:127.0.0.1", True),
        ("LOCALHOST", True),
        ("127.1", False),  # some programs read it as loopback; this one is not sure
        ("2130706433", False),
        ("", False),
        (EVERYWHERE, False),
        ("::", False),
        ("169.254.1.1", False),
    ],
)
def test_only_addresses_that_are_surely_this_machine_s_are_loopback(address, own):
    assert is_loopback(address) is own


def test_the_environment_says_packs_or_nothing(monkeypatch):
    monkeypatch.delenv("ATTUNE_SERVE", raising=False)
    assert not packs_only()
    monkeypatch.setenv("ATTUNE_SERVE", "packs")
    assert packs_only()
    monkeypatch.setenv("ATTUNE_SERVE", "Packs")
    with pytest.raises(InputError, match="use 'packs'"):
        packs_only()


def test_without_a_browser_the_test_runner_is_a_lead():
    assert audience().kind == "lead"
