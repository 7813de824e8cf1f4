# baseline_can_fail.cmake: against a baseline that differs in one place, the check fails and abidiff says where.
# SPDX-License-Identifier: Apache-2.0
# Expects CHECK and what it expects: LIBRARY, HEADER, BASELINE, WORK.
find_program(ABIDIFF abidiff)
if(NOT ABIDIFF)
  message("skipped: abidiff (Debian: abigail-tools) is not installed")
  return()
endif()
file(READ ${BASELINE} baseline)

# The baseline after `pattern` became `replacement` is refused with a report that matches `says`.
function(must_fail name pattern replacement says)
  string(REGEX REPLACE "${pattern}" "${replacement}" changed "${baseline}")
  if(changed STREQUAL baseline)
    message(FATAL_ERROR "${name}: nothing in the baseline matches ${pattern}")
  endif()
  file(WRITE ${WORK}/${name}.abi "${changed}")
  execute_process(COMMAND ${CMAKE_COMMAND} -D LIBRARY=${LIBRARY} -D HEADER=${HEADER} -D BASELINE=${WORK}/${name}.abi
                          -D WORK=${WORK} -P ${CHECK} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(code EQUAL 0 OR NOT out MATCHES "${says}")
    message(FATAL_ERROR "${name}: code ${code}, it should say ${says}:\n${out}")
  endif()
  message(STATUS "${name}: refused")
endfunction()

must_fail(function_removed "(name|mangled-name|elf-symbol-id)='oncourse_status_name" "\\1='oncourse_status_word"
          "1 Removed.*oncourse_status_word")
must_fail(function_added "    <elf-symbol name='oncourse_status_name'[^\n]*\n" "" "1 Added")
must_fail(struct_grown "(class-decl name='oncourse_error' size-in-bits)='[0-9]+'" "\\1='4096'"
          "size changed from 4096 to 8224")
must_fail(field_renamed "var-decl name='detail'" "var-decl name='message'" "message.*changed to.*detail")
must_fail(field_moved "layout-offset-in-bits='32'(.....var-decl name='detail')?" "layout-offset-in-bits='96'"
          "offset changed from 96 to 32")
