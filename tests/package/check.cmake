# Builds the three kinds of consumer against this build. Expects SOURCE, BUILD, WORK, GENERATOR, CC, CXX, CFLAGS,
# CXXFLAGS.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT RESULT_VARIABLE code)
  if(code)
    message(FATAL_ERROR "failed: ${ARGV}")
  endif()
endfunction()

set(toolchain -G ${GENERATOR} -D CMAKE_C_COMPILER=${CC} -D CMAKE_CXX_COMPILER=${CXX} -D CMAKE_C_FLAGS=${CFLAGS}
              -D CMAKE_CXX_FLAGS=${CXXFLAGS})

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE}/tests/package/find_package -B ${WORK}/find_package ${toolchain}
    -D CMAKE_PREFIX_PATH=${WORK}/prefix -D CMAKE_DISABLE_FIND_PACKAGE_Boost=ON)
run(${CMAKE_COMMAND} --build ${WORK}/find_package)
run(${WORK}/find_package/vendor)
run(${WORK}/find_package/researcher)

# A program in C asks for nothing that only C++ needs.
run(${CMAKE_COMMAND} -S ${SOURCE}/tests/package/find_package -B ${WORK}/find_package_c ${toolchain} -D COMPONENTS=c
    -D CMAKE_PREFIX_PATH=${WORK}/prefix -D CMAKE_DISABLE_FIND_PACKAGE_Eigen3=ON)
run(${CMAKE_COMMAND} --build ${WORK}/find_package_c)
run(${WORK}/find_package_c/vendor)

# The source tree as a part of a bigger one: configured, and a source of either side compiled (ninja's name for what is
# made of a source). The whole is built with preset threads, which is that project under ThreadSanitizer.
run(${CMAKE_COMMAND} -S ${SOURCE}/tests/package/add_subdirectory -B ${WORK}/add_subdirectory ${toolchain})
run(${CMAKE_COMMAND} --build ${WORK}/add_subdirectory --target ${SOURCE}/tests/package/vendor.c^
    ${SOURCE}/src/c/version.cpp^)

find_program(PKG_CONFIG pkg-config REQUIRED)
file(GLOB_RECURSE pc ${WORK}/prefix/*/oncourse.pc)
cmake_path(GET pc PARENT_PATH pc_directory)
set(ENV{PKG_CONFIG_PATH} ${pc_directory})
cmake_path(GET pc_directory PARENT_PATH libraries)
separate_arguments(cflags UNIX_COMMAND "${CFLAGS}")
# `kind` shared or static, and how to ask pkg-config and the linker for it
function(build_with_pkg_config kind asked linked)
  execute_process(COMMAND ${PKG_CONFIG} --cflags --libs ${asked} oncourse OUTPUT_VARIABLE flags
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  run(${CC} -std=c99 ${cflags} ${SOURCE}/tests/package/vendor.c ${linked} ${flags} -o ${WORK}/vendor_${kind})
  run(${WORK}/vendor_${kind})
endfunction()
build_with_pkg_config(shared "" -Wl,-rpath,${libraries})
build_with_pkg_config(static --static -static)
