package io.sitehub.model.avro;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the generated records of this module may be made from data.
 *
 * <p>Since 1.12.1 Avro makes no class it was not told to trust, not even to copy a generated record
 * ({@code newBuilder(record)} throws {@link SecurityException}), and expects to be told by a system
 * property or a call before the first use. Every Avro data model loads the conversions on the class
 * path when it is made, and every generated record makes one: so this conversion, which converts
 * nothing, is where the call cannot come too late and no program needs to remember it.
 */
public final class TrustedRecords extends Conversion<TrustedRecords> {

  private static final String PACKAGE = "io.sitehub.model.";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(PACKAGE)));
  }

  /** For Avro's service loader. */
  public TrustedRecords() {}

  @Override
  public Class<TrustedRecords> getConvertedType() {
    return TrustedRecords.class;
  }

  @Override
  public String getLogicalTypeName() {
    return "sitehub-trusted-records";
  }
}
