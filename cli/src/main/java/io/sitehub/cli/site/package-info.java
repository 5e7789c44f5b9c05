/**
 * What a local site consists of and where it is kept: roles, instances, ports, directories, the
 * configuration of each process, and the state file by which one command finds what another
 * started.
 */
@NullMarked
package io.sitehub.cli.site;

import org.jspecify.annotations.NullMarked;
