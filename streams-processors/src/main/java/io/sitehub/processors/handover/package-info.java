/**
 * Who works out which partition: whoever has it keeps it, until it says that it leaves. Then it
 * goes on working while another one takes over, and ends when that one has.
 */
@NullMarked
package io.sitehub.processors.handover;

import org.jspecify.annotations.NullMarked;
