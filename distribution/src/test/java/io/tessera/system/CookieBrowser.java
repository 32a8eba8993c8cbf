package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody's browser: keeps cookies, and goes where it is sent to, as far as the test says. */
final class CookieBrowser {
  private static final int MOST_HOPS = 10;
  private static final Pattern REFRESH =
      Pattern.compile("http-equiv=\"refresh\" content=\"0;url=([^\"]*)\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Where it is now, and what it sees. */
  record Sight(URI at, int status, String text, String causality) {
    /** A parameter of the address. */
    String parameter(String name) {
      return found(Pattern.compile("[?&]" + name + "=([^&]*)").matcher(at.toString()), name);
    }

    /** A hidden field of the page. */
    String hidden(String name) {
      return found(Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(text), name);
    }

    private String found(Matcher matcher, String name) {
      if (!matcher.find()) {
        throw new AssertionError("no " + name + " at " + at + ": " + text);
      }
      return URLDecoder.decode(matcher.group(1), UTF_8);
    }
  }

  /** Goes to an address, and on until nobody sends it on. */
  Sight open(URI address) throws IOException {
    return open(address, "nowhere:");
  }

  /**
   * The same, but not to where an address begins like this: there it stays, without having asked.
   */
  Sight open(URI address, String end) throws IOException {
    return follow(address, HttpRequest.newBuilder(address), end);
  }

  /** Sends a form. */
  Sight send(URI address, String form) throws IOException {
    return follow(
        address,
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)),
        "nowhere:");
  }

  private Sight follow(URI address, HttpRequest.Builder first, String end) throws IOException {
    URI at = address;
    HttpRequest.Builder request = first;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      HttpResponse<String> answer = answer(request);
      Optional<URI> next = next(at, answer);
      if (next.isEmpty()) {
        String causality = answer.headers().firstValue("X-Causality-Id").orElse("");
        return new Sight(at, answer.statusCode(), answer.body(), causality);
      }
      at = next.get();
      if (at.toString().startsWith(end)) {
        return new Sight(at, 0, "", "");
      }
      request = HttpRequest.newBuilder(at);
    }
    throw new IOException("sent around in circles, now to " + at.getPath());
  }

  private static Optional<URI> next(URI at, HttpResponse<String> answer) {
    Matcher refresh = REFRESH.matcher(answer.body());
    Optional<String> location =
        refresh.find()
            ? Optional.of(refresh.group(1).replace("&amp;", "&"))
            : answer.headers().firstValue("Location");
    return location.map(at::resolve);
  }

  private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", end);
    }
  }
}
