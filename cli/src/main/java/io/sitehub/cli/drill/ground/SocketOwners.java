package io.sitehub.cli.drill.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out which process of a site is at the other end of a connection on loopback. A process is
 * known by an environment variable it was started with, so that one that is started again is found
 * as well. Linux only: what {@code /proc} says (proc(5), {@code /proc/net/tcp}).
 */
final class SocketOwners {
  private static final Path PROC = Path.of("/proc");
  private static final List<Path> TABLES =
      List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"));
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int INODE = 9;

  /** What /proc says while a process starts another program may lack something. */
  private static final int LOOKS = 10;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private final String variable;

  /**
   * @param variable of the environment, whose value is the name of a process
   */
  SocketOwners(String variable) {
    this.variable = variable;
  }

  /**
   * The name of the process that made a connection.
   *
   * @param from port it comes from
   * @param to port it goes to
   * @return empty when it is none of the site's, or is gone
   */
  Optional<String> of(int from, int to) {
    for (int look = 1; look <= LOOKS; look++) {
      Optional<Path> socket = inode(from, to).map(inode -> Path.of("socket:[" + inode + "]"));
      if (socket.isPresent() && holds(ProcessHandle.current(), socket.get())) {
        return Optional.empty();
      }
      Optional<String> name = socket.flatMap(this::nameOfHolder);
      if (name.isPresent()) {
        return name;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return Optional.empty();
  }

  private Optional<String> nameOfHolder(Path socket) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> holds(process, socket))
        .map(this::name)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> inode(int from, int to) {
    String local = ":%04X".formatted(from);
    String remote = ":%04X".formatted(to);
    for (Path table : TABLES) {
      try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
        Optional<String> inode =
            lines
                .map(line -> SPACES.split(line.strip()))
                .filter(row ->
                    row.length > INODE
                        && row[LOCAL].endsWith(local)
                        && row[REMOTE].endsWith(remote))
                .map(row -> row[INODE])
                .findFirst();
        if (inode.isPresent()) {
          return inode;
        }
      } catch (IOException | UncheckedIOException e) {
        continue; // no IPv6
      }
    }
    return Optional.empty();
  }

  private static boolean holds(ProcessHandle process, Path socket) {
    try (Stream<Path> open = Files.list(of(process).resolve("fd"))) {
      return open.anyMatch(each -> pointsAt(each, socket));
    } catch (IOException | UncheckedIOException e) {
      return false; // it has ended
    }
  }

  private static boolean pointsAt(Path link, Path socket) {
    try {
      return Files.readSymbolicLink(link).equals(socket);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  private Optional<String> name(ProcessHandle process) {
    try {
      String environment =
          Files.readString(of(process).resolve("environ"), StandardCharsets.ISO_8859_1);
      return Stream.of(environment.split("\0"))
          .filter(each -> each.startsWith(variable + "="))
          .map(each -> each.substring(variable.length() + 1))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path of(ProcessHandle process) {
    return PROC.resolve(Long.toString(process.pid()));
  }
}
