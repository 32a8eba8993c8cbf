package io.tessera.connector.connid;

import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import java.util.Map;

/** A ConnId connector that can search. */
public class SearchingConnector extends HostedConnector implements Readable, Searchable {
  public SearchingConnector(HostedBundle bundle, Map<String, Object> properties) {
    super(bundle, properties);
  }

  @Override
  public final Reading read(Lookup lookup) throws InterruptedException {
    return hosted.read(lookup);
  }

  @Override
  public final Listing search(Search search) throws InterruptedException {
    return hosted.search(search);
  }
}
