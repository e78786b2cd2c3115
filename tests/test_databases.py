"""What both databases are asked is named by what there is."""

from tests.databases import OF_SQL, TESTS, is_of_sql


def test_each_folder_and_file_that_both_databases_are_asked_is_there():
    assert [name for name in OF_SQL if not (TESTS / name).exists()] == []


def test_a_folder_stands_for_its_files_and_a_file_for_itself():
    asked = ("models/test_base.py", "api/test_event.py", "api/test_docs.py", "test_guards.py")
    assert [is_of_sql(TESTS / name) for name in asked] == [True, True, False, False]
