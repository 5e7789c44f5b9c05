package io.sitehub.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How to start one Java program in a process of its own.
 *
 * @param prefix command before the executable, which must replace itself by it as {@code ip netns
 *     exec} does, so that the pid is that of the program; usually empty
 * @param name who this is, for messages: {@code broker-1}
 * @param java the {@code java} executable
 * @param jvmArgs arguments for the JVM, without the class path
 * @param classpath jars and directories
 * @param main the main class
 * @param args arguments for the program
 * @param environment variables added to those of this process, of which {@code SITEHUB_*} are not
 *     handed on
 * @param log file that standard output and error are appended to
 */
public record Launch(
    List<String> prefix,
    String name,
    Path java,
    List<String> jvmArgs,
    List<Path> classpath,
    String main,
    List<String> args,
    Map<String, String> environment,
    Path log)
    implements Program {

  /** Makes the lists unmodifiable. */
  public Launch {
    prefix = List.copyOf(prefix);
    jvmArgs = List.copyOf(jvmArgs);
    classpath = List.copyOf(classpath);
    args = List.copyOf(args);
    environment = Map.copyOf(environment);
  }

  /** A launch without anything before the executable. */
  public Launch(
      String name,
      Path java,
      List<String> jvmArgs,
      List<Path> classpath,
      String main,
      List<String> args,
      Map<String, String> environment,
      Path log) {
    this(List.of(), name, java, jvmArgs, classpath, main, args, environment, log);
  }

  /** The {@code java} executable that runs this very process. */
  public static Path sameJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The class path of this very process: its children can run whatever it could run itself. */
  public static List<Path> sameClasspath() {
    return paths(System.getProperty("java.class.path"));
  }

  static List<Path> paths(String classpath) {
    return List.of(classpath.strip().split(File.pathSeparator)).stream()
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  /** This launch with further JVM arguments after its own, so that they win. */
  public Launch withJvmArgs(List<String> more) {
    List<String> all = new ArrayList<>(jvmArgs);
    all.addAll(more);
    return new Launch(prefix, name, java, all, classpath, main, args, environment, log);
  }

  /** This launch, its command run by another one, such as {@code ip netns exec NAME}. */
  public Launch runBy(List<String> command) {
    return new Launch(command, name, java, jvmArgs, classpath, main, args, environment, log);
  }

  /** This launch with further variables in its environment. */
  public Launch withEnvironment(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new Launch(prefix, name, java, jvmArgs, classpath, main, args, all, log);
  }

  /** This launch of another main class. */
  public Launch withMain(String other) {
    return new Launch(prefix, name, java, jvmArgs, classpath, other, args, environment, log);
  }

  @Override
  public List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(java.toString());
    command.addAll(jvmArgs);
    command.add("-cp");
    command.add(
        classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(args);
    return command;
  }
}
