# check_footprint.cmake: the shared library is small, and needs nothing that a bare system lacks.
# SPDX-License-Identifier: Apache-2.0
#
#   cmake -D LIBRARY=liboncourse.so -D LIMIT=bytes -P check_footprint.cmake
foreach(argument LIBRARY LIMIT)
  if(NOT DEFINED ${argument})
    message(FATAL_ERROR "-D${argument}=... is missing")
  endif()
endforeach()

execute_process(COMMAND strip -o "${LIBRARY}.stripped" "${LIBRARY}" COMMAND_ERROR_IS_FATAL ANY)
file(SIZE "${LIBRARY}.stripped" size)
file(REMOVE "${LIBRARY}.stripped")
if(size GREATER LIMIT)
  message(FATAL_ERROR "${size} bytes stripped, at most ${LIMIT} are allowed")
endif()

# libgcc_s is the unwinder that libstdc++ itself needs; a copy of it inside could not pass on libstdc++'s exceptions.
set(allowed "^(libc|libm|libstdc[+][+]|libgcc_s|ld-linux.*)[.]so[.][0-9]+$")
execute_process(COMMAND readelf -d "${LIBRARY}" OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\\(NEEDED\\)[^\n]*" lines "${text}")
if(NOT text MATCHES "\\(SONAME\\)[^\n]*liboncourse[.]so[.][0-9]+\\]" OR NOT lines)
  message(FATAL_ERROR "no soname, or nothing needed:\n${text}")
endif()
set(needed "")
foreach(line IN LISTS lines)
  string(REGEX REPLACE ".*\\[(.*)\\].*" "\\1" name "${line}")
  list(APPEND needed "${name}")
  if(NOT name MATCHES "${allowed}")
    message(FATAL_ERROR "${name} is needed, allowed are libc, libm and libstdc++ with its libgcc_s")
  endif()
endforeach()
message(STATUS "${size} bytes stripped, needs ${needed}")
