package io.sitehub.kit.problem;

import java.util.Locale;

/** The title and kind of a problem that has nothing more to say than its status (RFC 9110). */
final class StatusTitles {
  private StatusTitles() {}

  static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Not authenticated";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 406 -> "Not acceptable";
      case 408 -> "Request timeout";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 413 -> "Too large";
      case 414 -> "URI too long";
      case 415 -> "Unsupported media type";
      case 421 -> "Misdirected request";
      case 422 -> "Invalid content";
      case 429 -> "Too many requests";
      case 431 -> "Header fields too large";
      case 503 -> "Not available";
      case 504 -> "Upstream timeout";
      default -> status < 500 ? "Request refused" : "Internal error";
    };
  }

  static String kind(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
