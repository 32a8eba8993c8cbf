package io.tessera.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleServletTest {
  private static final String SCRIPT = "export const words = '" + "again ".repeat(200) + "';\n";

  @TempDir Path folder;
  private BundledFiles files;
  private ConsoleInTest console;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(folder.resolve("js"));
    Files.writeString(folder.resolve("index.html"), "<script src=\"assets/EDITION/js/app.js\">");
    Files.writeString(folder.resolve("js/app.js"), SCRIPT);
    Files.writeString(folder.resolveSibling("secret.js"), "not for you");
    files = BundledFiles.of(contents());
    console = new ConsoleInTest(files);
  }

  @AfterEach
  void stop() throws Exception {
    console.close();
  }

  @Test
  void the_first_page_names_the_present_edition_and_is_asked_for_each_time() throws Exception {
    HttpResponse<byte[]> page = console.get("/console/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(text(page)).isEqualTo("<script src=\"assets/" + files.edition() + "/js/app.js\">");
    assertThat(header(page, "content-type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(header(page, "cache-control")).isEqualTo("no-cache");
  }

  @Test
  void what_the_first_page_names_may_be_kept_for_ever() throws Exception {
    HttpResponse<byte[]> script = console.get(asset("js/app.js"));
    assertThat(text(script)).isEqualTo(SCRIPT);
    assertThat(header(script, "content-type")).startsWith("text/javascript");
    assertThat(header(script, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
  }

  @Test
  void scripts_and_styles_come_from_here_alone_and_no_text_becomes_a_script() throws Exception {
    for (String path : new String[] {"/console/", asset("js/app.js")}) {
      assertThat(header(console.get(path), "content-security-policy"))
          .isEqualTo(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                  + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                  + " trusted-types lit-html");
      assertThat(header(console.get(path), "x-content-type-options")).isEqualTo("nosniff");
      assertThat(header(console.get(path), "referrer-policy")).isEqualTo("no-referrer");
    }
  }

  @Test
  void who_takes_it_packed_gets_it_packed() throws Exception {
    HttpResponse<byte[]> packed = console.get(asset("js/app.js"), "Accept-Encoding", "br, gzip");
    assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
    assertThat(packed.body().length).isLessThan(SCRIPT.length() / 5);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(SCRIPT);
    }
    HttpResponse<byte[]> refused =
        console.get(asset("js/app.js"), "Accept-Encoding", "gzip;q=0, identity");
    assertThat(text(refused)).isEqualTo(SCRIPT);
    assertThat(header(refused, "etag")).isNotEqualTo(header(packed, "etag"));
  }

  @Test
  void what_a_browser_has_is_not_sent_again() throws Exception {
    String tag = header(console.get("/console/"), "etag");
    HttpResponse<byte[]> again = console.get("/console/", "If-None-Match", "\"other\", " + tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(console.get("/console/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void the_address_without_a_slash_leads_to_the_one_with_it() throws Exception {
    HttpResponse<byte[]> moved = console.get("/console");
    assertThat(moved.statusCode()).isEqualTo(302);
    assertThat(header(moved, "location")).isEqualTo("/console/");
  }

  @Test
  void another_edition_and_what_is_not_a_file_are_not_there() throws Exception {
    for (String path :
        new String[] {
          "/console/assets/0123456789ab/js/app.js",
          asset("js/"),
          asset("js/none.js"),
          "/console/js/app.js",
          "/console/users"
        }) {
      assertThat(console.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void files_are_read_and_nothing_else() throws Exception {
    assertThat(console.send("HEAD", asset("js/app.js")).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> post = console.send("POST", "/console/");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(header(post, "allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void another_content_has_another_edition() throws Exception {
    Files.writeString(folder.resolve("js/app.js"), SCRIPT + "//");
    assertThat(BundledFiles.of(contents()).edition()).isNotEqualTo(files.edition());
  }

  @Test
  void from_a_folder_files_are_served_as_they_are_at_the_moment() throws Exception {
    try (ConsoleInTest sources = new ConsoleInTest(new FolderFiles(folder, files))) {
      Files.writeString(folder.resolve("js/app.js"), "export {};");
      HttpResponse<byte[]> script = sources.get("/console/assets/sources/js/app.js");
      assertThat(text(script)).isEqualTo("export {};");
      assertThat(header(script, "cache-control")).isEqualTo("no-cache");
      Files.delete(folder.resolve("js/app.js"));
      assertThat(text(sources.get("/console/assets/sources/js/app.js"))).isEqualTo(SCRIPT);
    }
  }

  @Test
  void from_a_folder_nothing_beside_it_is_served() throws Exception {
    FolderFiles sources = new FolderFiles(folder, files);
    assertThat(sources.file("../secret.js")).isEmpty();
    assertThat(sources.file("js/../../secret.js")).isEmpty();
    assertThat(sources.file(folder.resolveSibling("secret.js").toString())).isEmpty();
  }

  private String asset(String name) {
    return "/console/assets/" + files.edition() + "/" + name;
  }

  private Map<String, URL> contents() throws IOException {
    Map<String, URL> contents = new TreeMap<>();
    for (String name : new String[] {"index.html", "js/app.js"}) {
      contents.put(name, url(folder.resolve(name)));
    }
    return contents;
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
