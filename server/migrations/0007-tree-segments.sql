-- A large folder is stored in segments, so that one file more writes one of them.

-- type: git's own numbers, 1 commit, 2 tree, 3 blob, 4 tag; and two beyond those that git can have:
-- 8 segment of a tree, 9 a tree whose body is the list of its segments.
alter table git_objects drop constraint git_objects_type_check;
alter table git_objects add constraint git_objects_type_check
  check (type between 1 and 4 or type in (8, 9));
