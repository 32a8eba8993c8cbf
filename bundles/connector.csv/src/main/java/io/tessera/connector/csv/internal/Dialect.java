package io.tessera.connector.csv.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * How values and lines are told apart (RFC 4180, with other signs where set).
 *
 * @param quoteAll whether lines we write have all their values in quotes
 * @param lastLineEnds whether a last line without a line break is a sign of a half-written file
 */
record Dialect(char delimiter, char quote, boolean quoteAll, boolean lastLineEnds) {
  CSVParser parser(String text) throws IOException {
    return CSVParser.builder().setReader(new StringReader(text)).setFormat(format("\n")).get();
  }

  /** Adds a line and its end. */
  void print(StringBuilder text, Object[] cells, String lineEnd) {
    try (CSVPrinter printer = new CSVPrinter(text, format(lineEnd))) {
      printer.printRecord(cells);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private CSVFormat format(String lineEnd) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(delimiter)
        .setQuote(quote)
        .setQuoteMode(quoteAll ? QuoteMode.ALL : QuoteMode.MINIMAL)
        .setRecordSeparator(lineEnd)
        .setIgnoreEmptyLines(false)
        .get();
  }
}
