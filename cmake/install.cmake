# What a consumer gets: find_package(oncourse), pkg-config oncourse (the C API) and the program.
include(CMakePackageConfigHelpers)

install(TARGETS oncourse oncourse_c EXPORT oncourseTargets FILE_SET HEADERS)
install(EXPORT oncourseTargets NAMESPACE oncourse:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/oncourse)
if(ONCOURSE_PROGRAM)
  install(TARGETS oncourse_program)
endif()

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/oncourse)
configure_package_config_file(cmake/oncourseConfig.cmake.in oncourseConfig.cmake INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(oncourseConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/oncourseConfig.cmake ${PROJECT_BINARY_DIR}/oncourseConfigVersion.cmake
        DESTINATION ${config_dir})

file(RELATIVE_PATH pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/oncourse.pc.in oncourse.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/oncourse.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
