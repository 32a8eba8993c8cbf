package io.tessera.federation.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps cookies, follows nothing by itself, and reads pages. */
final class Browser {
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String origin;

  Browser(String origin) {
    this.origin = origin;
  }

  HttpResponse<String> get(String address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(address));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(String address, String form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  URI at(String address) {
    return URI.create(address.startsWith("/") ? origin + address : address);
  }

  /** Departs, and says what state the identity provider was told. */
  String depart(String address) {
    return state(get(address));
  }

  /** Signs in at an OpenID provider as somebody, and comes to wherever that leads. */
  HttpResponse<String> signIn(String provider, String who) {
    return back(provider, depart("/login/" + provider), who);
  }

  HttpResponse<String> back(String provider, String state, String who) {
    return get("/login/" + provider + "/callback?state=" + state + "&who=" + who);
  }

  static String state(HttpResponse<String> away) {
    return parameter(location(away), "state");
  }

  static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("location")
        .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
  }

  static String parameter(String address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address);
    if (!found.find()) {
      throw new AssertionError("no " + name + " in " + address);
    }
    return URLDecoder.decode(found.group(1), UTF_8);
  }

  /** The value of a hidden field. */
  static String hidden(HttpResponse<String> page, String name) {
    Matcher found =
        Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
    if (!found.find()) {
      throw new AssertionError("no " + name + " in " + page.body());
    }
    return found.group(1);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
