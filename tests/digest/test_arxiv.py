import pytest

from kg.digest.arxiv import arxiv_id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://arxiv.org/abs/2502.06781", "2502.06781"),
        ("http://www.arxiv.org/pdf/2502.06781v3.pdf", "2502.06781"),
        ("arxiv.org/abs/0704.0001", "0704.0001"),
        ("https://arxiv.org/abs/hep-th/9901001v2", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136", "math.GT/0309136"),
        ("https://huggingface.co/papers/2502.06781", "2502.06781"),
        ("https://hf.co/papers/2502.06781", "2502.06781"),
        ("https://ar5iv.labs.arxiv.org/html/2502.06781", "2502.06781"),
        ("https://ar5iv.org/abs/2502.06781", "2502.06781"),
        ("https://www.alphaxiv.org/overview/2502.06781", "2502.06781"),
        ("https://doi.org/10.48550/arXiv.2502.06781", "2502.06781"),
        ("https://arxiv.org/abs/2513.06781", None),
        ("https://arxiv.org/abs/2502.123456", None),
        ("https://github.com/a/2502.06781", None),
        ("2502.06781", None),
        ("", None),
    ],
)
def test_identifier_is_found_in_links_alone(text: str, found: str | None) -> None:
    assert arxiv_id(text) == found
