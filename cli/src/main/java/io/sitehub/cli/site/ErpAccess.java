package io.sitehub.cli.site;

import io.sitehub.local.PostgresNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the ERP's database.
 *
 * @param url as JDBC has it
 * @param schema where our tables are
 */
public record ErpAccess(String url, String user, String password, String schema) {

  private static final String OWN_USER = "erp";
  private static final String OWN_SCHEMA = "erp";
  private static final int PASSWORD_BYTES = 16;

  /**
   * Writes down how to reach the database of a site that is about to start.
   *
   * @param elsewhere null: the site has one of its own
   */
  public static void settle(
      SiteLayout layout, @Nullable ErpAccess elsewhere, DataDirectory directory) {
    if (elsewhere != null) {
      elsewhere.write(directory.erpAccess());
      return;
    }
    Instance database = layout.of(Role.ERP_DATABASE).getFirst();
    ErpAccess own =
        Files.exists(directory.erpDatabase())
            ? read(directory.erpDatabase()).at(database)
            : toOwn(database);
    own.write(directory.erpDatabase());
    own.write(directory.erpAccess());
  }

  /** To the database that stands for an ERP's, with a password that nobody has had before. */
  private static ErpAccess toOwn(Instance database) {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    return new ErpAccess(
        database.address(), OWN_USER, HexFormat.of().formatHex(secret), OWN_SCHEMA);
  }

  /**
   * Reads what was written down.
   *
   * @throws UncheckedIOException when that cannot be
   */
  public static ErpAccess read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new ErpAccess(
        properties.getProperty("url"),
        properties.getProperty("user"),
        properties.getProperty("password"),
        properties.getProperty("schema"));
  }

  /**
   * Writes it down, for nobody else to read.
   *
   * @throws UncheckedIOException when that cannot be
   */
  public void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("url", url);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("schema", schema);
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The same at the address that the database has now. */
  private ErpAccess at(Instance database) {
    return new ErpAccess(database.address(), user, password, schema);
  }

  /** The server of the database that stands for an ERP's. */
  PostgresNode server(Instance database, DataDirectory directory) {
    return new PostgresNode(
        database.host(),
        database.port(),
        user,
        password,
        directory.root().resolve("erp"),
        directory.log(database));
  }

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
