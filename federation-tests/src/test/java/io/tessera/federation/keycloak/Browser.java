package io.tessera.federation.keycloak;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with a browser that keeps cookies and fills in Keycloak's form. */
final class Browser {
  private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
  private static final Pattern FEEDBACK =
      Pattern.compile("(?s)id=\"input-error[^\"]*\"[^>]*>\\s*([^<]+)<");
  private static final int MOST_REDIRECTS = 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Where the person ends up: at an address outside of Keycloak, or at a page of it. */
  record Arrival(Optional<URI> place, String page) {
    /** Parameters of the address. */
    Map<String, List<String>> parameters() {
      Map<String, List<String>> parameters = new LinkedHashMap<>();
      String query = place.map(URI::getRawQuery).orElse("");
      for (String pair : query.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters
            .computeIfAbsent(parts[0], name -> new ArrayList<>())
            .add(parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
      }
      return parameters;
    }

    /** What the page complains of. */
    String feedback() {
      Matcher matcher = FEEDBACK.matcher(page);
      return matcher.find() ? matcher.group(1).strip() : "";
    }

    boolean asksForPassword() {
      return page.contains("name=\"password\"");
    }
  }

  /** Goes there, and on as long as it is sent on within the same server. */
  Arrival visit(URI address) throws IOException, InterruptedException {
    return follow(HttpRequest.newBuilder(address).build());
  }

  /** Fills in the form of a page. */
  Arrival fill(Arrival page, Map<String, String> fields) throws IOException, InterruptedException {
    Matcher form = FORM.matcher(page.page());
    if (!form.find()) {
      throw new IOException("no form on the page");
    }
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return follow(
        HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private Arrival follow(HttpRequest first) throws IOException, InterruptedException {
    HttpRequest request = first;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      Optional<URI> next = answer.headers().firstValue("Location").map(request.uri()::resolve);
      if (next.isEmpty()) {
        return new Arrival(Optional.empty(), answer.body());
      }
      if (!next.get().getAuthority().equals(request.uri().getAuthority())) {
        return new Arrival(next, "");
      }
      request = HttpRequest.newBuilder(next.get()).build();
    }
    throw new IOException("sent on and on");
  }
}
