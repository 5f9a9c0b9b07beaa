"""What people say to each other: conversations, shares, reposts, quotes, small talk, follows and likes."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from material import Conversation, Figure
from town import ANCHOR, Town, mark

from outward.model import Post, TieKind

FIELD = ("experienced", "expert", "peer", "star")
LOUD = ("influencer", "vendor")
_DEAL = re.compile(r"acqui|merge|takeover|bought|integration", re.IGNORECASE)


class Chatter:
    """Fills the town with talk, from phrase banks, each composed line used once."""

    def __init__(self, town: Town, banks: dict[str, list[str]]) -> None:
        self.town, self.rng, self.banks = town, town.rng, banks
        self.used: dict[str, int] = {}
        self.chat: set[str] = set()

    def keys(self, *roles: str) -> list[str]:
        """Those who play one of these roles and still speak."""
        return [p.key for p in self.town.people.values() if p.role in roles]

    def line(self, name: str) -> str:
        """The least used line of a bank, at random among equals."""
        bank = self.banks[name]
        least = min(self.used.get(line, 0) for line in bank)
        chosen = self.rng.choice([line for line in bank if self.used.get(line, 0) == least])
        self.used[chosen] = least + 1
        return chosen

    def pair(self, first: str, second: str) -> str:
        """A composed line that nobody has said yet."""
        while True:
            text = f"{self.line(first)} {self.line(second)}"
            if text not in self.town.texts:
                return text

    def after(self, post: Post, low: float, high: float) -> datetime:
        """So many hours after a post, but before the anchor."""
        said = post.created_at or ANCHOR
        at = said + timedelta(hours=self.rng.uniform(low, high))
        return at if at < ANCHOR else said + (ANCHOR - said) * self.rng.uniform(0.3, 0.9)

    def hold(self, conversation: Conversation) -> None:
        """A hand-written conversation beneath a hand-written post."""
        town = self.town
        root = last = town.posts[town.said[conversation.to][conversation.number - 1]]
        for answer in conversation.answers:
            to = last if answer.on else root
            author = town.here(answer.by, root.network)
            if author is None:
                raise ValueError(f"{answer.by} is not on {root.network}, where {conversation.to} asked")
            last = town.answer(author, to, answer.text, self.after(last, 0.3, 4), root.lang or "en")

    def share(self, count: int) -> None:
        """The same pieces shared by several people; the address is the same, the words are not."""
        town = self.town
        field = self.keys("experienced", "expert", "peer")
        pieces = [
            (piece, town.owner[piece.author], piece.published_at)
            for piece in town.resources.values()
            if piece.author and piece.published_at and self._role(piece.author) in (*FIELD, "organiser")
        ]
        for _ in range(count):
            piece, owner, published = self.rng.choice(pieces)
            sharer = self.rng.choice(field)
            figure = town.people[sharer]
            far = figure.role == "peer" and (figure.stage == "acquisition") != bool(_DEAL.search(piece.text))
            if sharer == owner or piece.lang not in ("en", figure.lang) or (far and self.rng.random() < 0.8):
                continue
            opening = self.line("share_open").format(name=town.people[owner].name)
            text = f"{opening} “{piece.title}” by {town.people[owner].name}. {self.line('share_close')}"
            later = (ANCHOR - published).total_seconds() / 3600
            at = published + timedelta(hours=self.rng.uniform(1.5, max(2, min(later - 1, 900))))
            author = self.rng.choice(town.social[sharer])
            made = town.post(author, text, min(at, ANCHOR - timedelta(minutes=40)), resource=piece.url, lang="en")
            self._mention(made, owner)

    def _mention(self, post: Post, owner: str) -> None:
        target = self.town.here(owner, post.network)
        if target and post.author and self.rng.random() < 0.5:
            self.town.posts[post.id] = replace(post, mentions=(target,))
            self.town.tie(post.author, target, TieKind.MENTION, post.created_at, post.id)
            self._answer_back(target, post)

    def _role(self, account: str) -> str:
        return self.town.people[self.town.owner[account]].role

    def reactions(self, rounds: int) -> None:
        """Short replies: fans to influencers, friends to bystanders, colleagues to colleagues, with answers back."""
        town = self.town
        roots = [p for p in town.posts.values() if not p.reply_to and p.network in ("bluesky", "mastodon")]
        for _ in range(rounds):
            root = self.rng.choice(roots)
            role = "bystander" if root.id in self.chat else self._role(root.author or "")
            author = self._visitor(root, role) if root.lang == "en" else None
            if author:
                self._react(author, root, role)

    def _visitor(self, root: Post, role: str) -> str | None:
        pools = {"influencer": ("bystander", "influencer", "vendor"), "bystander": ("bystander", "peer")}
        keys = self.keys(*pools.get(role, ("peer", "experienced", "peer", "expert")))
        if role in ("vendor", "bot", "organiser"):
            return None
        owner = self.town.owner[root.author or ""]
        key = self.rng.choice([k for k in keys if k != owner])
        figure = self.town.people[key]
        eager = {"peer": 0.9, "bystander": 0.8}.get(figure.role, figure.answers)
        return self.town.here(key, root.network) if self.rng.random() < eager else None

    def _react(self, author: str, root: Post, role: str) -> None:
        at = self.after(root, 0.2, 20)
        kind = {"influencer": "hype", "bystander": "buddy"}.get(role) or self._kind(role)
        if kind == "ask":
            text, *answers = self.line("ask").split(" | ")
        else:
            text, answers = self._fresh(kind), []
        reply = self.town.answer(author, root, text, at)
        if role in FIELD and (answers or kind != "nod"):
            self._answer_back(root.author or "", reply, self.rng.choice(answers) if answers else "")

    def _answer_back(self, author: str, to: Post, text: str = "") -> None:
        """Whoever answers, answers most people, the sooner the more she does so; the dormant star does not."""
        owner = self.town.people[self.town.owner[author]]
        if owner.role != "star" and self.rng.random() < owner.answers:
            when = self.after(to, 0.2, 30 * (1.05 - owner.answers))
            self.town.answer(author, to, text or self._thanks(owner.role), when)

    def _thanks(self, role: str) -> str:
        kind = "accept" if role == "peer" else "welcome"
        text = self.line(kind)
        return text if text not in self.town.texts else self.pair(kind, "closer")

    def _kind(self, role: str) -> str:
        if role == "peer":
            return self.rng.choice(("offer", "offer", "nod"))
        return self.rng.choices(("thanks", "ask", "nod"), (4, 3, 2))[0]

    def _fresh(self, kind: str) -> str:
        """A line of the bank; said before, it is joined with another, so that nothing is heard too often."""
        text = self.line(kind)
        return text if text not in self.town.texts or self.rng.random() < 0.1 else self.pair(kind, kind)

    def repeat(self, reposts: int, quotes: int) -> None:
        """Reposts and quotes of what is liked."""
        town = self.town
        roots = [p for p in town.posts.values() if not p.reply_to and p.network in ("bluesky", "mastodon")]
        weights = [
            town.rated[p.id] * {"influencer": 2.5, "bystander": 0.3}.get(self._role(p.author or ""), 1) for p in roots
        ]
        for number in range(reposts + quotes):
            root = self.rng.choices(roots, weights)[0]
            role = self._role(root.author or "")
            loud = ("bystander", "influencer", "vendor")
            key = self.rng.choice(
                self.keys(*(loud if role in LOUD else ("peer", "experienced", "expert", "bystander")))
            )
            author = town.here(key, root.network)
            if author is None or author == root.author or not root.author:
                continue
            at = self.after(root, 0.5, 60)
            if number < reposts:
                self._repost(author, root, at)
            elif role in FIELD and root.lang == "en" and town.people[key].role in FIELD:
                text = f"{self.line('quote_open')} {self.line('share_close')}"
                made = town.post(author, text, at, quotes=root.id, lang="en")
                town.tie(author, root.author, TieKind.QUOTE, at, made.id)

    def _repost(self, author: str, root: Post, at: datetime) -> None:
        name = mark(author, root.id, "repost")
        base = author.removeprefix("bluesky:")
        native = f"at://{base}/app.bsky.feed.repost/{name}" if root.network == "bluesky" else f"{root.url}/boost/{name}"
        made = replace(
            root,
            id=f"{root.network}:{native}",
            author=author,
            created_at=at,
            repost_of=root.id,
            mentions=(),
            likes=None,
            reposts=None,
            replies=None,
        )
        if made.id not in self.town.posts:
            self.town.posts[made.id] = made
            self.town.tie(author, root.author or "", TieKind.REPOST, at, made.id)

    def cross_post(self) -> None:
        """People with two homes say some things in both; the loud repeat themselves, one word changed."""
        town = self.town
        for post in [p for p in town.posts.values() if not p.reply_to and not p.repost_of and p.author]:
            key = town.owner[post.author or ""]
            other = [a for a in town.social[key] if a != post.author]
            if (
                other
                and post.network in ("bluesky", "mastodon")
                and post.resource == post.url
                and self.rng.random() < 0.6
            ):
                town.post(other[0], post.text, self.after(post, 0.05, 0.4), lang=post.lang)
            elif town.people[key].role in LOUD and post.resource == post.url and self.rng.random() < 0.3:
                opening = "Once more:" if town.people[key].role == "influencer" else "Reminder:"
                town.post(post.author or "", f"{opening} {post.text}", self.after(post, 100, 900), lang=post.lang)

    def small_talk(self, work: int, life: int) -> None:
        """The rest of the day: work for those in the field, life for everybody."""
        town = self.town
        for number in range(work + life):
            working = number < work
            roles = ("experienced", "expert", "peer") if working else ("bystander", "bystander", "peer", "experienced")
            person = town.people[self.rng.choice(self.keys(*roles))]
            if person.lang not in ("en", "de") and self.rng.random() < 0.7:
                continue
            text = self.pair("work_a", "work_b") if working else self.pair("life_a", "life_b")
            made = town.post(self.rng.choice(town.social[person.key]), text, town.at(None), appeal=0.6, lang="en")
            self.chat.add(made.id)

    def follow(self) -> None:
        """Who follows whom: the field each other, everybody the loud, each stage its own."""
        for person in self.town.people.values():
            for other in self.town.people.values():
                if person.key != other.key and self.rng.random() < self._liking(person, other):
                    self._follow(person, other)

    def _liking(self, person: Figure, other: Figure) -> float:
        if person.role in ("star", "bot"):
            return 0.01
        same = 0.2 if person.stage and person.stage == other.stage else 0.0
        table = {"star": 0.5, "influencer": 0.3, "experienced": 0.3, "expert": 0.34, "peer": 0.16, "vendor": 0.06}
        if person.role in LOUD:
            return {"influencer": 0.5, "vendor": 0.15}.get(other.role, 0.02)
        if person.role == "bystander":
            return {"influencer": 0.25, "bystander": 0.22, "star": 0.1}.get(other.role, 0.03)
        return table.get(other.role, 0.05) + same

    def _follow(self, person: Figure, other: Figure) -> None:
        town = self.town
        for source in town.social[person.key]:
            target = town.here(other.key, town.accounts[source].network)
            if target:
                at = ANCHOR - timedelta(days=self.rng.uniform(1, 700), minutes=self.rng.randrange(600))
                town.tie(source, target, TieKind.FOLLOW, at.replace(microsecond=0))

    def like(self, count: int) -> None:
        """Some of the likes, as ties."""
        town = self.town
        liked = [p for p in town.posts.values() if p.network in ("bluesky", "mastodon") and not p.repost_of]
        people = self.keys("experienced", "expert", "peer", "bystander")
        for _ in range(count):
            post, key = self.rng.choice(liked), self.rng.choice(people)
            author = town.here(key, post.network)
            if author and post.author and town.people[town.owner[post.author]].role not in LOUD:
                town.tie(author, post.author, TieKind.LIKE, self.after(post, 0.1, 40), post.id)

    def settle(self) -> None:
        """Counts of a post are at least what the sample itself holds; an article has at least its shares."""
        town = self.town
        for post in list(town.posts.values()):
            if post.replies is None:
                continue
            replies = sum(1 for p in town.posts.values() if p.reply_to == post.id)
            reposts = sum(1 for p in town.posts.values() if p.repost_of == post.id)
            likes = sum(1 for tie in town.ties.values() if tie.kind is TieKind.LIKE and tie.post == post.id)
            town.posts[post.id] = replace(
                post,
                replies=max(post.replies, replies),
                reposts=max(post.reposts or 0, reposts),
                likes=max(post.likes or 0, likes),
            )
