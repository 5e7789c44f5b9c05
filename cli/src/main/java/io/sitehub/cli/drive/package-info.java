/**
 * Drives a simulated day through a running site, shows it live, and checks it against the truth.
 */
@NullMarked
package io.sitehub.cli.drive;

import org.jspecify.annotations.NullMarked;
