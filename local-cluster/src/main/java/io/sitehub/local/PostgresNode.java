package io.sitehub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server that stands for the database of an ERP: a real one, to be killed and frozen
 * as everything else. Its data lie in its directory, so a launch after a kill continues with them.
 *
 * @param host address it listens at
 * @param port where clients connect
 * @param user its superuser, who may do anything
 * @param password of that user, asked of everybody who connects
 * @param directory its programs and its data
 * @param log file for its output
 */
public record PostgresNode(
    String host, int port, String user, String password, Path directory, Path log) {

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int INIT_TIMEOUT_S = 120;

  /** What a JDBC client is given to find it. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/postgres";
  }

  /**
   * Says how to start it; unpacks its programs and makes its first, empty data when there are none.
   *
   * @throws UncheckedIOException when that cannot be
   */
  public Program program() {
    Path programs = PostgresBinaries.unpackedIn(ready(directory).resolve("postgres"));
    Path data = directory.resolve("data");
    if (Files.notExists(data)) {
      initialize(programs, data);
    }
    List<String> command = asNobody();
    command.addAll(
        List.of(
            programs.resolve("bin/postgres").toString(),
            "-D",
            data.toString(),
            "-h",
            host,
            "-p",
            Integer.toString(port),
            "-k",
            "", // no socket in the file system
            "-c",
            "shared_buffers=32MB",
            "-c",
            "max_connections=40",
            "-c",
            "log_line_prefix=%m [%p] %a "));
    return new Program.Native("postgres", command, Map.of("LC_ALL", "C.UTF-8"), log);
  }

  private void initialize(Path programs, Path data) {
    Path beside = directory.resolve("data.new");
    Path secret = directory.resolve("password");
    try {
      deleteTree(beside);
      Files.deleteIfExists(secret);
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, password + "\n");
      List<String> command = asNobody();
      command.addAll(
          List.of(
              programs.resolve("bin/initdb").toString(),
              "-D",
              beside.toString(),
              "-U",
              user,
              "--auth=scram-sha-256",
              "--pwfile=" + secret,
              "--encoding=UTF8",
              "--locale=C.UTF-8"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(INIT_TIMEOUT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("initdb failed: " + said.strip());
      }
      Files.move(beside, data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a database in " + directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a database was made", e);
    } finally {
      secret.toFile().delete();
    }
  }

  /**
   * The server refuses to run as root, who could run it as anybody. In a user namespace of its own
   * root is nobody, and still owns its files.
   */
  private static List<String> asNobody() {
    return new ArrayList<>(
        System.getProperty("user.name").equals("root")
            ? List.of("unshare", "--user", "--")
            : List.of());
  }

  private static Path ready(Path directory) {
    try {
      return Files.createDirectories(directory.toAbsolutePath(), PRIVATE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + directory, e);
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (var paths = Files.walk(directory)) {
        for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
