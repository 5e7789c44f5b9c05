package io.sitehub.site.expression;

import dev.cel.common.CelIssue;
import io.sitehub.model.catalogue.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL says of an error, in the words of those who write definitions. */
final class FriendlyMessage {
  private static final Pattern UNDEFINED_FIELD = Pattern.compile("undefined field '(.*)'");
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '(.*?)'.*", Pattern.DOTALL);
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(.*?)' applied to '(.*?)'.*", Pattern.DOTALL);
  private static final Pattern EXPECTING =
      Pattern.compile("(mismatched|extraneous) input '(.*?)' expecting .*", Pattern.DOTALL);

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("_==_", "=="),
          Map.entry("_!=_", "!="),
          Map.entry("_<_", "<"),
          Map.entry("_<=_", "<="),
          Map.entry("_>_", ">"),
          Map.entry("_>=_", ">="),
          Map.entry("_+_", "+"),
          Map.entry("_-_", "-"),
          Map.entry("_*_", "*"),
          Map.entry("_/_", "/"),
          Map.entry("_%_", "%"),
          Map.entry("-_", "-"),
          Map.entry("!_", "!"),
          Map.entry("_&&_", "&&"),
          Map.entry("_||_", "||"),
          Map.entry("_?_:_", "? :"),
          Map.entry("@in", "in"),
          Map.entry("_[_]", "[ ]"));

  private static final List<String> FUNCTIONS =
      List.of(
          "has",
          "size",
          "duration",
          "timestamp",
          "int",
          "double",
          "string",
          "matches",
          "contains",
          "startsWith",
          "endsWith",
          "exists",
          "exists_one",
          "all",
          "filter",
          "map",
          "getFullYear",
          "getMonth",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getHours",
          "getMinutes",
          "getSeconds",
          "getMilliseconds");

  private FriendlyMessage() {}

  static ExpressionProblem of(CelIssue issue, Scope scope) {
    // CEL counts columns from 0, and of a field it names the place of the dot.
    int afterDot = UNDEFINED_FIELD.matcher(issue.getMessage()).matches() ? 1 : 0;
    return new ExpressionProblem(
        Math.max(1, issue.getSourceLocation().getLine()),
        Math.max(0, issue.getSourceLocation().getColumn()) + 1 + afterDot,
        message(issue.getMessage(), scope));
  }

  private static String message(String said, Scope scope) {
    Matcher field = UNDEFINED_FIELD.matcher(said);
    if (field.matches()) {
      return meant(
          "there is no field " + field.group(1),
          field.group(1),
          Vocabulary.fieldNames().distinct().toList());
    }
    Matcher name = UNDECLARED.matcher(said);
    if (name.matches()) {
      return undeclared(name.group(1), scope);
    }
    Matcher overload = NO_OVERLOAD.matcher(said);
    if (overload.matches()) {
      return noOverload(overload.group(1), plain(overload.group(2)));
    }
    Matcher expecting = EXPECTING.matcher(said);
    if (expecting.matches()) {
      return expecting.group(2).equals("<EOF>")
          ? "it ends too early"
          : "'" + expecting.group(2) + "' cannot stand here";
    }
    return plain(said);
  }

  private static String undeclared(String name, Scope scope) {
    if (Vocabulary.VARIABLES.containsKey(name)) {
      return "there is no %s here: `each` would have to be %s".formatted(name, name);
    }
    List<String> names = new ArrayList<>(FUNCTIONS);
    names.add("visit");
    names.add("site");
    if (scope == Scope.WEIGHING) {
      names.add("weighing");
    } else if (scope == Scope.HANDLING) {
      names.add("handling");
    }
    return meant("there is no " + name, name, names);
  }

  private static String noOverload(String function, String arguments) {
    String operator = OPERATORS.getOrDefault(function, function);
    String message = "'" + operator + "' is not defined for " + arguments;
    return arguments.contains("double") && arguments.matches(".*\\bu?int\\b.*")
        ? message + "; beside decimals write whole numbers as 2.0, or double(…)"
        : message;
  }

  private static String meant(String message, String name, List<String> names) {
    return Nearest.to(name, names)
        .map(near -> message + "; did you mean " + near + "?")
        .orElse(message);
  }

  private static String plain(String said) {
    return said.replace("google.protobuf.Timestamp", "timestamp")
        .replace("google.protobuf.Duration", "duration");
  }
}
