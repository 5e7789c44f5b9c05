package io.sitehub.cli.command;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Asks before something is done that cannot be taken back. */
final class Consent {
  private final Function<String, Optional<String>> ask;

  /**
   * @param ask shows a question and gives what was typed; empty when nobody can be asked
   */
  Consent(Function<String, Optional<String>> ask) {
    this.ask = ask;
  }

  /** Asks at the terminal this process has, if it has one. */
  static Consent atTerminal() {
    return new Consent(question -> {
      Console console = System.console();
      return console == null || !console.isTerminal()
          ? Optional.empty()
          : Optional.of(Optional.ofNullable(console.readLine("%s", question)).orElse(""));
    });
  }

  /**
   * Returns when it may be done.
   *
   * @param what will be done, a line each
   * @throws Problem when nobody can be asked, or the answer is no
   */
  void require(List<String> what) {
    String all = String.join(System.lineSeparator(), what);
    String answer =
        ask.apply(all + System.lineSeparator() + "Do it? [y/N] ")
            .orElseThrow(() ->
                new Problem(
                    ExitCode.USAGE,
                    all + System.lineSeparator() + "nobody can be asked whether that is meant",
                    "add --yes"));
    if (!List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
      throw new Problem(ExitCode.FAILED, "nothing was done", "answer y when you mean it");
    }
  }
}
