using System.Buffers;
using System.Text;
using System.Text.Json;
using FanOut.Callbacks;
using FanOut.Lists;

namespace FanOut.Jobs;

/// <summary>Takes a JSON body token by token, in whatever order its properties come.</summary>
internal sealed class JsonBodyParser(JobRequestErrors errors, UrlSink urls, JobOptionsBuilder options, UrlList list)
{
    private const int NotSkipping = -1;

    private readonly UrlsFromBuilder _from = new(errors);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private Place _place = Place.Start;
    private string _property = "";
    private string _header = "";
    private bool _ignoreValue;
    private int _skipUntilDepth = NotSkipping;

    private enum Place
    {
        Start,
        Root,
        Urls,
        From,
        Options,
        Headers,
    }

    public string? Name { get; private set; }

    public string? CallbackUrl { get; private set; }

    /// <summary>Where the URLs are, when they are not in the body.</summary>
    public UrlsFrom? From { get; private set; }

    public void Accept(ref Utf8JsonReader reader)
    {
        if (_skipUntilDepth != NotSkipping)
        {
            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (closes && reader.CurrentDepth == _skipUntilDepth) _skipUntilDepth = NotSkipping;
            return;
        }
        switch (_place)
        {
            case Place.Start: Start(ref reader); break;
            case Place.Root: InRoot(ref reader); break;
            case Place.Urls: InUrls(ref reader); break;
            case Place.From: InFrom(ref reader); break;
            case Place.Options: InOptions(ref reader); break;
            case Place.Headers: InHeaders(ref reader); break;
        }
    }

    public void End()
    {
        var isElsewhere = _given.Contains(UrlsFrom.Field);
        if (isElsewhere && _given.Contains(UrlList.Field)) errors.Add(UrlsFrom.Field, "Is given beside urls. Send one of the two.");
        else if (isElsewhere) From = _from.Build();
        else if (!_given.Contains(UrlList.Field)) errors.Add(UrlList.Field, "Is missing. Send an array of URLs, or tell in urlsFrom where a list is.");
    }

    private void Start(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw errors.Fatal(JobRequestErrors.Body, "Must be a JSON object, such as { \"urls\": [\"https://example.com/\"] }.");
        _place = Place.Root;
    }

    private void InRoot(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject) return;
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _property = JsonText.Read(ref reader);
            _ignoreValue = true;
            if (_property is not ("name" or UrlList.Field or UrlsFrom.Field or "options" or CallbackRules.Field))
                errors.Add(_property, "There is no such property. A job has name, urls or urlsFrom, options and callbackUrl.");
            else if (!_given.Add(_property))
                errors.Add(_property, "Is given more than once.");
            else
                _ignoreValue = false;
            return;
        }
        if (_ignoreValue) Skip(ref reader);
        else if (_property is "name") SetName(ref reader);
        else if (_property is CallbackRules.Field) SetCallback(ref reader);
        else if (_property is UrlsFrom.Field) OpenFrom(ref reader);
        else if (_property is UrlList.Field) Open(ref reader, JsonTokenType.StartArray, Place.Urls, "Must be an array of URLs.");
        else if (reader.TokenType == JsonTokenType.Null) urls.Dedupe ??= false;
        else Open(ref reader, JsonTokenType.StartObject, Place.Options, "Must be an object.");
    }

    private void InUrls(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            list.End();
            _place = Place.Root;
            return;
        }
        if (reader.TokenType != JsonTokenType.String)
        {
            list.AddInvalid("Must be a string.");
            Skip(ref reader);
            return;
        }
        list.Add(ref reader);
    }

    private void OpenFrom(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) _given.Remove(UrlsFrom.Field);
        else Open(ref reader, JsonTokenType.StartObject, Place.From, "Must be an object with blob or sitemap.");
    }

    private void InFrom(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            _place = Place.Root;
        }
        else if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _property = JsonText.Read(ref reader);
            _ignoreValue = !_from.Begin(_property);
        }
        else
        {
            if (!_ignoreValue) _from.Set(_property, Scalar(ref reader));
            Skip(ref reader);
        }
    }

    private void InOptions(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            urls.Dedupe ??= options.Dedupe;
            _place = Place.Root;
        }
        else if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _property = JsonText.Read(ref reader);
            _ignoreValue = !options.Begin(_property);
        }
        else if (_ignoreValue)
        {
            Skip(ref reader);
        }
        else if (_property is not OptionRules.Headers)
        {
            options.Set(_property, Scalar(ref reader));
            Skip(ref reader);
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            Open(ref reader, JsonTokenType.StartObject, Place.Headers, "Must be an object of strings.", "options.");
        }
    }

    private void InHeaders(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            _place = Place.Options;
        }
        else if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _header = JsonText.Read(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.String)
        {
            options.AddHeader(_header, JsonText.Read(ref reader));
        }
        else
        {
            errors.Add($"options.headers.{_header}", "Must be a string.");
            Skip(ref reader);
        }
    }

    private void SetName(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) errors.Add(JobName.Field, "Must be a string.");
        else if (reader.TokenType == JsonTokenType.String) Name = JobName.Check(JsonText.Read(ref reader), errors);
        Skip(ref reader);
    }

    private void SetCallback(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) errors.Add(CallbackRules.Field, "Must be a string.");
        else if (reader.TokenType == JsonTokenType.String) CallbackUrl = JsonText.Read(ref reader);
        Skip(ref reader);
    }

    private void Open(ref Utf8JsonReader reader, JsonTokenType expected, Place place, string otherwise, string path = "")
    {
        if (reader.TokenType == expected)
        {
            _place = place;
            return;
        }
        errors.Add(path + _property, otherwise);
        Skip(ref reader);
    }

    // A single value is over with its token.
    private void Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) _skipUntilDepth = reader.CurrentDepth;
    }

    private static OptionValue Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => new(JsonTokenType.String, JsonText.Read(ref reader)),
        JsonTokenType.Number => new(JsonTokenType.Number, Encoding.ASCII.GetString(reader.ValueSpan)),
        var other => new(other, ""),
    };
}
