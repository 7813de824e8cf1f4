# check_exports.cmake: the shared library exports what oncourse.h declares, and nothing else.
# SPDX-License-Identifier: Apache-2.0
#
#   cmake -DLIBRARY=liboncourse.so -DHEADER=oncourse.h -DNM=nm -P check_exports.cmake
foreach(argument LIBRARY HEADER NM)
  if(NOT DEFINED ${argument})
    message(FATAL_ERROR "-D${argument}=... is missing")
  endif()
endforeach()

file(READ "${HEADER}" text)
string(REGEX MATCHALL "\nONCOURSE_API[^;]*" declarations "${text}")
set(declared "")
foreach(declaration IN LISTS declarations)
  string(REGEX MATCH "(oncourse_[a-z0-9_]+)\\(" unused "${declaration}")
  list(APPEND declared "${CMAKE_MATCH_1}")
endforeach()

execute_process(COMMAND "${NM}" -D --defined-only "${LIBRARY}" OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" lines "${text}")
set(exported "")
foreach(line IN LISTS lines)
  string(REGEX MATCH " ([A-Za-z]) ([^ @]+)@?@?([^ ]*)$" unused "${line}")
  if(NOT CMAKE_MATCH_1 STREQUAL "A") # the version node itself
    list(APPEND exported "${CMAKE_MATCH_2}")
  endif()
endforeach()

set(missing ${declared})
list(REMOVE_ITEM missing ${exported})
set(surplus ${exported})
list(REMOVE_ITEM surplus ${declared})
list(LENGTH declared count)
if(count EQUAL 0 OR missing OR surplus)
  message(FATAL_ERROR "${count} functions declared; not exported: [${missing}]; not declared: [${surplus}]")
endif()
message(STATUS "${count} functions, declared and exported")
