/** What a site has to do with an ERP: its connectors, what they have written, what was refused. */
@NullMarked
package io.sitehub.cli.erp;

import org.jspecify.annotations.NullMarked;
