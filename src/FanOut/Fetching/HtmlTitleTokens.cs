using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Text;

namespace FanOut.Fetching;

/// <summary>
/// Reads a page's title from its tokens. Building the tree would cost five times as much, and seconds on a page made
/// to be slow, since the standard has a parser walk the open elements again and again.
/// </summary>
internal static class HtmlTitleTokens
{
    private static readonly ShouldEmitAttribute NoAttributes = static (ref _, _) => false;

    /// <summary>Null when there is no title element; empty when it is.</summary>
    public static string? Read(ReadOnlyMemory<char> page)
    {
        using var source = new TextSource(new ReadOnlyMemoryTextSource(page));
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
        {
            SkipComments = true,
            SkipDataText = true,
            SkipScriptText = true,
            SkipRawText = true,
            SkipPlaintext = true,
            SkipCDATA = true,
            ShouldEmitAttribute = NoAttributes,
        };
        string? image = null;
        while (true)
        {
            ref var token = ref tokenizer.GetStructToken();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return null;
                case HtmlTokenType.EndTag when image is not null && string.Equals(token.Name.ToString(), image, StringComparison.Ordinal):
                    image = null;
                    break;
                case HtmlTokenType.StartTag when image is null:
                    var name = token.Name.ToString();
                    if (name is "title")
                    {
                        tokenizer.State = HtmlParseMode.RCData;
                        return TextUntilEndTag(tokenizer);
                    }

                    if (name is "svg" or "math")
                    {
                        // Their titles name a part of the image.
                        image = token.IsSelfClosing ? null : name;
                    }
                    else
                    {
                        tokenizer.State = ContentOf(name);
                    }

                    break;
            }
        }
    }

    private static string TextUntilEndTag(HtmlTokenizer tokenizer)
    {
        var text = new StringBuilder();
        while (true)
        {
            ref var token = ref tokenizer.GetStructToken();
            if (token.Type is not HtmlTokenType.Character)
            {
                return text.ToString();
            }

            text.Append(token.Data.ToString());
        }
    }

    private static HtmlParseMode ContentOf(string element) => element switch
    {
        "textarea" => HtmlParseMode.RCData,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "script" => HtmlParseMode.Script,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };
}
