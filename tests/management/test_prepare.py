import pytest
from django.contrib.staticfiles.finders import get_finder
from django.core.management import CommandError

from cooperation.management.commands import prepare


@pytest.fixture
def folders(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "plain.css").write_text("p { margin: 0 }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return source, settings.STATIC_ROOT


@pytest.fixture(autouse=True)
def fresh_finders(folders):
    get_finder.cache_clear()
    yield
    get_finder.cache_clear()


def test_static_files_are_collected_again_only_when_one_has_changed(folders):
    source, collected = folders
    prepare.Command().collect_static()
    (collected / "plain.css").unlink()

    prepare.Command().collect_static()
    assert not (collected / "plain.css").exists()

    (source / "plain.css").write_text("p { margin: 1rem }")
    prepare.Command().collect_static()
    assert (collected / "plain.css").read_text() == "p { margin: 1rem }"


def test_static_files_are_collected_again_when_their_folder_is_gone(folders):
    _, collected = folders
    prepare.Command().collect_static()
    (collected / "plain.css").unlink()
    collected.rmdir()

    prepare.Command().collect_static()

    assert (collected / "plain.css").exists()


@pytest.mark.django_db
def test_a_role_that_no_group_has_stops_the_start(settings):
    settings.SECOND_FACTOR_ROLES = ["publisher", "adminstrator"]
    with pytest.raises(CommandError, match=r"^SECOND_FACTOR_ROLES: .* 'adminstrator'\."):
        prepare.check_roles()
    settings.SECOND_FACTOR_ROLES = ["publisher", "administrator"]
    prepare.check_roles()


def test_what_no_page_asks_for_is_left_out(folders):
    source, collected = folders
    (source / "redoc").mkdir()
    (source / "redoc" / "large.js").write_text("0")

    prepare.Command().collect_static()

    assert [path.name for path in collected.iterdir()] == ["plain.css"]
