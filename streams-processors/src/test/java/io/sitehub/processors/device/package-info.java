@org.jspecify.annotations.NullMarked
package io.sitehub.processors.device;
