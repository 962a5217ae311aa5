import pytest
from nacl.public import PrivateKey

from portal.reporting.paper import BadShare, combine, new_paper_key, read_share


def test_both_shares_together_are_the_key():
    key = PrivateKey.generate()
    paper = new_paper_key(key)
    assert paper.public_key == bytes(key.public_key)
    assert bytes(combine(*paper.shares)) == bytes(key)
    assert bytes(combine(*reversed(paper.shares))) == bytes(key)


def test_the_shares_xor_to_the_key():
    key = PrivateKey(bytes(range(32)))
    left, right = (bytes.fromhex(share.replace(" ", ""))[:32] for share in new_paper_key(key).shares)
    assert int.from_bytes(left) ^ int.from_bytes(right) == int.from_bytes(bytes(range(32)))


def test_each_share_is_random():
    key = PrivateKey.generate()
    shares = {share for _ in range(10) for share in new_paper_key(key).shares}
    assert len(shares) == 20


def test_a_slip_of_the_pen_is_found():
    share = new_paper_key().shares[0]
    wrong = ("1" if share[0] != "1" else "2") + share[1:]
    for typed in (wrong, share[:-5], share + " 00", "", "xyz"):
        with pytest.raises(BadShare):
            read_share(typed)


def test_blanks_and_capitals_do_not_matter():
    share = new_paper_key().shares[0]
    assert read_share(share.upper().replace(" ", "")) == read_share(f"  {share}\n")


def test_the_same_sheet_twice_is_refused():
    first, _ = new_paper_key().shares
    with pytest.raises(BadShare):
        combine(first, first)
