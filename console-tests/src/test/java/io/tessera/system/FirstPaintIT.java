package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What has to travel before somebody sees the first page, and how soon it is seen. */
@BrowserTest
class FirstPaintIT {
  private static final int MOST_BYTES = 200_000;

  /** Zero until something was painted. */
  private static final String FIRST_CONTENT =
      "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";

  @Test
  void the_first_page_travels_in_less_than_200_kilobytes(Installation it) throws Exception {
    try (Console console = it.somebody().expecting(401, "/session")) {
      Page page = console.page();
      List<Response> answers = new CopyOnWriteArrayList<>();
      page.onResponse(answers::add);
      page.navigate("/console/");
      console.settled();
      page.waitForFunction(FIRST_CONTENT);

      List<Response> loaded =
          answers.stream().filter(answer -> answer.url().contains("/console/")).toList();
      int bytes =
          loaded.stream().mapToInt(answer -> answer.request().sizes().responseBodySize).sum();
      double painted = ((Number) page.evaluate(FIRST_CONTENT)).doubleValue();
      report(loaded.size(), bytes, painted);
      assertThat(loaded).as("files of the first page").hasSizeGreaterThan(10);
      assertThat(bytes).as("bytes of the first page").isBetween(1, MOST_BYTES);
    }
  }

  /** The time depends on the machine and is not judged; docs/benchmarks.md has some. */
  private static void report(int files, int bytes, double painted) throws java.io.IOException {
    String line =
        String.format(
            Locale.ROOT,
            "first page: %d files, %d bytes as they travel, first content painted after %.0f ms%n",
            files,
            bytes,
            painted);
    System.out.print(line);
    Path shots = Path.of(System.getProperty("tessera.shots"));
    Files.createDirectories(shots);
    Files.writeString(shots.resolveSibling("first-paint.txt"), line);
  }
}
