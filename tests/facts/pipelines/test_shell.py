"""Shell text is cut into commands, and commands are recognised, without running anything."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.pipelines.scripts import Scripts, unwrap
from jalon.facts.pipelines.shell import commands

FILES = {
    "package.json": """{"name": "root", "scripts": {
        "test": "vitest run", "test:e2e": "playwright test", "empty": "echo \\"Error: no test specified\\" && exit 1",
        "all": "npm run lint && npm test", "lint": "eslint .", "loop": "npm run loop", "nothing": "true",
        "i18n:deploy": "node tools/deploy.mjs", "db:deploy": "npm run deploy", "deploy:docs": "gh-pages -d site",
        "build": "tsc", "WEB": "yarn workspace web", "deploy": "node tools/deploy.mjs", "perf": "node bench.js"}}""",
    "web/package.json": '{"name": "web", "scripts": {"test": "jest --coverage", "a11y": "pa11y-ci"}}',
    "Makefile": (
        ".PHONY: test check\nPY = python\ntest: build\n\t@$(PY) x\n\tpytest -q\n\ncheck: test lint\n"
        "lint:\n\truff check .\nbuild:\n\tdocker build .\ndocs-publish:\n\tscp -r site me@host.invalid:/var/www\n"
    ),
    "justfile": "test:\n    cargo test\n",
    "Taskfile.yml": (
        "version: '3'\ntasks:\n  check:\n    deps: [lint]\n    cmds:\n      - go test ./...\n"
        "  lint: golangci-lint run\n"
    ),
    "pyproject.toml": '[tool.poe.tasks]\ntest = "pytest tests/unit"\n',
    "composer.json": '{"scripts": {"test": ["@php bin/x", "phpunit"]}}',
    "scripts/ci.sh": "#!/bin/sh\nset -e\nnpm ci\nnpm test\n",
    "scripts/deploy.sh": "#!/bin/sh\nrun_the_thing\n",
    "scripts/hello.sh": "echo hello\n",
    "tools/deploy.mjs": "",
}


@pytest.fixture
def scripts() -> Scripts:
    return Scripts(lambda path: FILES.get(path, ""), FILES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a && b || c; d | e", [("a", "&&"), ("b", "||"), ("c", ";"), ("d", "|"), ("e", "")]),
        ("a \\\n  --b\nc", [("a --b", ""), ("c", "")]),
        ("a 'b && c' \"d; e\" # f && g", [("a b && c d; e", "")]),
        ("cat <<EOF > x\nnpm test\nEOF\nls", [("cat > x", ""), ("ls", "")]),
        ("curl ${{ secrets.URL && 'x' }}", [("curl ${secrets.URLx}", "")]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_commands(text: str, expected: object) -> None:
    assert [(" ".join(command.words), command.then) for command in commands(text)] == expected


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("sudo -u me env A=1 B=2 npx playwright test", "playwright"),
        ("poetry run python -m pytest -q", "pytest"),
        ("./mvnw -B verify", "mvn"),
        ("docker compose run --rm -e A=1 api pytest", "pytest"),
        ("node_modules/.bin/jest", "jest"),
        ("php vendor/bin/phpunit", "phpunit"),
        ("uv run --group dev ruff check", "ruff"),
    ],
)
def test_what_stands_in_front_of_a_program_is_removed(text: str, program: str) -> None:
    assert unwrap(commands(text)[0].words)[0] == program


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("pytest -q", {"test"}),
        ("pytest --cov=app", {"test", "coverage"}),
        ("python -m unittest discover", {"test"}),
        ("python manage.py test", {"test"}),
        ("mvn -B verify", {"test", "build"}),
        ("mvn package -DskipTests", {"build"}),
        ("./gradlew build -x test", {"build"}),
        ("./gradlew test", {"test"}),
        ("go test ./...", {"test"}),
        ("dotnet test", {"test"}),
        ("composer test", {"test"}),
        ("npm ci", {"setup"}),
        ("yarn", {"setup"}),
        ("npm audit --audit-level=high", {"scan"}),
        ("gitleaks detect", {"secrets"}),
        ("docker build -t x .", {"image"}),
        ("docker push x", {"publish"}),
        ("docker buildx build --push .", {"image", "publish"}),
        ("kubectl apply -f k8s/", {"deploy"}),
        ("kubectl apply --dry-run=client -f k8s/", set()),
        ("ssh deploy@example.org 'docker compose up -d'", {"deploy"}),
        ("ssh-keyscan example.org", set()),
        ("vercel deploy --prod", {"deploy"}),
        ("vercel pull", set()),
        ("curl -X POST $RENDER_DEPLOY_HOOK_URL", {"deploy"}),
        ("curl https://example.org/health", set()),
        ("npx semantic-release", {"release"}),
        ("npx tsc --noEmit", {"types"}),
        ("prettier --check .", {"format"}),
        ("echo pytest", set()),
        ("true", set()),
        ("exit 0", set()),
        ("# pytest", set()),
    ],
)
def test_a_command_has_its_kinds(scripts: Scripts, text: str, kinds: AbstractSet[str]) -> None:
    assert scripts.effect(text).kinds == kinds


@pytest.mark.parametrize(
    ("text", "kinds", "levels"),
    [
        ("npm test", {"test"}, set()),
        ("npm run test:e2e", {"test"}, {"end-to-end"}),
        ("npm run all", {"lint", "test"}, set()),
        ("npm run build", {"build", "types"}, set()),
        ("npm run absent", set(), set()),
        ("npm run loop", set(), set()),
        ("cd web && npm test", {"test", "coverage"}, set()),
        ("npm --prefix web test", {"test", "coverage"}, set()),
        ("npm run a11y -w web", {"accessibility"}, {"accessibility"}),
        ("yarn WEB run test", {"test", "coverage"}, set()),
        ("pnpm -r test", {"test", "coverage"}, set()),
        ("make test", {"build", "image", "test"}, set()),
        ("make check", {"build", "image", "lint", "test"}, set()),
        ("just test", {"test"}, set()),
        ("task check", {"lint", "test"}, set()),
        ("poe test", {"test"}, {"unit"}),
        ("bash scripts/ci.sh", {"setup", "test"}, set()),
        ("./scripts/ci.sh", {"setup", "test"}, set()),
        ("./scripts/absent.sh", set(), set()),
        ("sh -c 'npm test'", {"test"}, set()),
        ("pytest tests/integration", {"test"}, {"integration"}),
        ("pytest -m 'not integration'", {"test"}, set()),
    ],
)
def test_scripts_are_followed(scripts: Scripts, text: str, kinds: AbstractSet[str], levels: AbstractSet[str]) -> None:
    effect = scripts.effect(text)
    assert (effect.kinds, effect.levels) == (kinds, levels)


@pytest.mark.parametrize("text", ["npm run empty", "npm run nothing", "bash scripts/hello.sh"])
def test_a_script_that_only_echoes_is_no_test(scripts: Scripts, text: str) -> None:
    assert scripts.effect(text).kinds == set()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("npm run deploy", {"deploy"}), ("bash scripts/deploy.sh", {"deploy"}), ("npm run perf", {"test"})],
)
def test_the_name_stands_for_a_content_that_says_nothing(scripts: Scripts, text: str, kinds: AbstractSet[str]) -> None:
    assert scripts.effect(text).kinds == kinds


@pytest.mark.parametrize(
    "text", ["npm run i18n:deploy", "npm run db:deploy", "npm run deploy:docs", "make docs-publish"]
)
def test_translations_a_database_or_pages_of_documentation_are_no_delivery(scripts: Scripts, text: str) -> None:
    assert scripts.effect(text).kinds == set()


@pytest.mark.parametrize(
    ("text", "soft"),
    [
        ("pytest || true", True),
        ("pytest || echo ko", True),
        ("pytest || exit 1", False),
        ("pytest", False),
        ("ls || true", False),
    ],
)
def test_a_failure_that_is_swallowed_is_seen(scripts: Scripts, text: str, soft: bool) -> None:
    assert scripts.effect(text).soft is soft


@given(st.text(max_size=300))
def test_any_text_is_cut_without_an_error(text: str) -> None:
    for command in commands(text):
        assert command.words
        unwrap(command.words)


@given(
    st.lists(
        st.sampled_from(["npm", "run", "test", "&&", "||", "'", '"', "$(", ")", "<<A", "\n", "make", "-C", ".."]),
        max_size=30,
    )
)
def test_any_command_line_has_an_effect(words: list[str]) -> None:
    assert Scripts(lambda path: FILES.get(path, ""), FILES).effect(" ".join(words)).kinds is not None
