package io.sitehub.processors.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sites that have sent an event to this partition. */
public final class Sites {

  private static final byte[] NOTHING = {};

  private final StateSpace space;
  private final Set<String> known = new HashSet<>();

  /** The sites in a store. */
  public Sites(StateSpace space) {
    this.space = space;
  }

  /** Remembers a site; costs nothing when it was remembered before. */
  public void remember(String siteId) {
    if (known.add(siteId)) {
      space.put(Table.SITES.key().text(siteId).toBytes(), NOTHING);
    }
  }

  /** Whether the site has sent an event. */
  public boolean contains(String siteId) {
    return space.get(Table.SITES.key().text(siteId).toBytes()) != null;
  }

  /** At most {@code limit} sites, in the order of their ids. */
  public List<String> list(int limit) {
    List<String> sites = new ArrayList<>();
    space.scan(
        Table.SITES.key(),
        (key, nothing) -> {
          sites.add(new KeyReader(key).text());
          return sites.size() < limit;
        });
    return sites;
  }
}
