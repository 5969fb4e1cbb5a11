"""The post files: every template can be filled, every post can be told."""

from random import Random

import pytest

from recruit.demo.data import HERE, load
from recruit.demo.posts import LEVELS, Post, load_posts
from recruit.demo.texts import Voice, sentence

POSTS = load_posts()


def test_there_are_at_least_sixty_posts() -> None:
    assert len(POSTS) >= 60


@pytest.mark.parametrize("post", POSTS.values(), ids=list(POSTS))
def test_every_template_of_a_post_can_be_filled_for_anybody(post: Post) -> None:
    titles = [title for level in LEVELS for title in post.titles[level]]
    for template in (*post.work, *post.leading, *post.achieved, *titles):
        for sex in "mf":
            for seed in range(3):
                text = sentence(template, Random(seed), Voice(sex))
                assert not set("{}|") & set(text), template


@pytest.mark.parametrize("post", POSTS.values(), ids=list(POSTS))
def test_a_post_has_enough_to_tell_and_pays_more_at_each_level(post: Post) -> None:
    assert len(post.work) >= 6
    assert len(post.work) + len(post.leading) >= 14
    assert len(post.achieved) >= 8
    assert len(post.skills) >= 8
    assert post.employer_kinds
    assert post.titles_en
    pays = [post.monthly_pay(level) for level in LEVELS]
    assert pays == sorted(set(pays))


@pytest.mark.parametrize("post", POSTS.values(), ids=list(POSTS))
def test_people_come_from_posts_that_exist(post: Post) -> None:
    assert set(post.origins) <= set(POSTS) - {post.slug}


def test_sentences_of_leading_people_are_kept_from_juniors() -> None:
    for post in POSTS.values():
        assert not set(post.work) & set(post.leading)
    led = POSTS["customer-relations-head"].leading
    assert any("Руководила" in text for text in led)


@pytest.mark.parametrize("name", ["phrases.yaml", "verdicts.yaml"])
def test_shared_phrases_can_be_filled(name: str) -> None:
    facts = dict.fromkeys(
        ("years", "led", "places", "title", "skills", "from", "to", "expected", "top", "city"), "7"
    )

    def templates(node: object) -> list[str]:
        if isinstance(node, dict):
            return [text for value in node.values() for text in templates(value)]
        return [str(text) for text in node] if isinstance(node, list) else []

    found = templates(load(HERE / name))
    assert len(found) > 20
    for template in found:
        for sex in "mf":
            text = sentence(template, Random(1), Voice(sex, facts=facts))
            assert not set("{}|") & set(text), template
