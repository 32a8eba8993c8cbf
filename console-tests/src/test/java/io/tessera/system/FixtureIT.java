package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixture of these tests sees what it is there to see. */
@BrowserTest
class FixtureIT {
  private static final String SOUND =
      """
      <!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
      <title>A page</title><link rel="icon" href="data:,"><main><h1>A page</h1>%s</main></html>
      """;

  private static Console showing(Installation installation, String content) {
    Console console = installation.somebody();
    console
        .page()
        .route(
            "**/page",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setHeaders(
                            Map.of(
                                "Content-Type",
                                "text/html;charset=utf-8",
                                "Content-Security-Policy",
                                "object-src 'none'; frame-src 'none'"))
                        .setBody(SOUND.formatted(content))));
    console
        .page()
        .route("**/gone", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
    console.page().navigate("/page");
    return console;
  }

  @Test
  void a_sound_page_passes(Installation installation) {
    try (Console console = showing(installation, "<p>Hello</p>")) {
      console.check("fixture");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src='/gone' alt='a picture'>",
        "<script>console.warn('careful')</script>",
        "<script>throw new Error('a mistake')</script>",
        "<iframe title='a frame' src='https://localhost/frame'></iframe>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
        "<p style='width: 500px'>wide</p>",
        "<p style='color: #aaa; background: #fff'>pale</p>",
      })
  void a_page_with_a_fault_does_not(String content, Installation installation) {
    try (Console console = showing(installation, content)) {
      assertThatThrownBy(() -> console.check("fixture")).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void an_expected_refusal_is_no_fault(Installation installation) {
    String asking = "<script>fetch('/gone')</script>";
    try (Console console = showing(installation, asking)) {
      assertThatThrownBy(() -> console.check("fixture")).hasMessageContaining("404 GET");
    }
    try (Console console = showing(installation, asking).expecting(404, "/gone")) {
      console.check("fixture");
    }
  }
}
