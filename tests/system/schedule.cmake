# The expander alone, and libical as its oracle where it is installed.
if(TARGET songhe_schedule)
  add_executable(schedule_expand schedule_expand.c)
  target_link_libraries(schedule_expand songhe_schedule)
  set_target_properties(schedule_expand PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
endif()

pkg_check_modules(ICAL IMPORTED_TARGET libical)
if(ICAL_FOUND)
  add_executable(libical_expand libical_expand.c)
  target_link_libraries(libical_expand PkgConfig::ICAL)
  set_target_properties(libical_expand PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
endif()

find_program(PYTHON3 python3)
add_test(NAME system/oracle_recurrence
         COMMAND ${PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/oracle_recurrence.py
                 --build ${CMAKE_BINARY_DIR} --count 500)
set_tests_properties(system/oracle_recurrence PROPERTIES
  SKIP_RETURN_CODE 77 TIMEOUT 300)
