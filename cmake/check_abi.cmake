# check_abi.cmake: the shared library has the binary interface that the tree's baseline holds, no less and no more.
# SPDX-License-Identifier: Apache-2.0
#
#   cmake -D LIBRARY=liboncourse.so -D HEADER=oncourse.h -D BASELINE=oncourse.abi -D WORK=dir -P check_abi.cmake
#
# With -D MOVE=ON the library becomes the baseline. LIBRARY needs debug information on its exported functions.
foreach(argument LIBRARY HEADER BASELINE WORK)
  if(NOT DEFINED ${argument})
    message(FATAL_ERROR "-D${argument}=... is missing")
  endif()
endforeach()
find_program(ABIDW abidw)
find_program(ABIDIFF abidiff)
if(NOT ABIDW OR NOT ABIDIFF)
  message("skipped: abidw and abidiff (Debian: abigail-tools) are not installed")
  return()
endif()

# Only what oncourse.h defines (abidw knows headers by their names), without paths, so that every build of one interface
# gives one description.
file(COPY "${HEADER}" DESTINATION "${WORK}/public")
set(built "${WORK}/built.abi")
execute_process(COMMAND "${ABIDW}" --headers-dir "${WORK}/public" --drop-private-types --drop-undefined-syms
                        --exported-interfaces-only --no-elf-needed --no-corpus-path --no-comp-dir-path --no-show-locs
                        --type-id-style hash --out-file "${built}" "${LIBRARY}"
                COMMAND_ERROR_IS_FATAL ANY)
file(READ "${built}" text)
string(REGEX REPLACE "path='[^']*/src/c/" "path='src/c/" text "${text}")
file(WRITE "${built}" "${text}")

# A library without debug information has symbols and no types: nothing could differ.
string(REGEX MATCHALL "<elf-symbol name='oncourse_" symbols "${text}")
string(REGEX MATCHALL "<function-decl name='oncourse_" described "${text}")
list(LENGTH symbols n_symbols)
list(LENGTH described n_described)
if(n_symbols EQUAL 0 OR NOT n_symbols EQUAL n_described)
  message(FATAL_ERROR "${n_symbols} functions exported, ${n_described} described: is the debug information there?")
endif()

if(MOVE)
  file(COPY_FILE "${built}" "${BASELINE}")
  message(STATUS "${BASELINE}: ${n_described} functions")
  return()
endif()
execute_process(COMMAND "${ABIDIFF}" --harmless --redundant "${BASELINE}" "${built}" RESULT_VARIABLE differs)
if(differs)
  message(FATAL_ERROR "abidiff says ${differs}. If the change is meant, say so in CHANGELOG.md and move the baseline: "
                      "cmake --build <dir> --target abi_baseline")
endif()
message(STATUS "${n_described} functions as in the baseline")
