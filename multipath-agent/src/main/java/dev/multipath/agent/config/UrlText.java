package dev.multipath.agent.config;

import dev.multipath.agent.config.TargetText.Reading;
import java.util.Optional;

/** The URL of a page to ask for. */
final class UrlText {
    private static final WebUrlText TEXT = new WebUrlText("http://192.0.2.53/generate_204");

    private UrlText() {}

    static Reading read(String text) {
        WebUrlText.Reading reading = TEXT.read(text);
        Optional<WebUrl> url = reading.url();
        return url.isEmpty()
                ? Reading.wrong(reading.complaint())
                : Reading.of(new ProbeTarget.Url(
                        url.get().secure(),
                        url.get().host(),
                        url.get().literal(),
                        url.get().port(),
                        url.get().path()));
    }
}
