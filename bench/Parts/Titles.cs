using System.Text;
using BenchmarkDotNet.Attributes;
using FanOut.Fetching;

namespace Parts;

/// <summary>The title of a page of 5 KB, and of one with scripts before it.</summary>
public class Titles
{
    private const int PageBytes = 5_000;
    private static readonly byte[] s_page = Page("");
    private static readonly byte[] s_scripts = Page($"<script>{new string('x', PageBytes * 4)}</script>");

    [Benchmark]
    public string? Page() => HtmlTitle.Find(s_page, Encoding.UTF8);

    [Benchmark]
    public string? BehindScripts() => HtmlTitle.Find(s_scripts, Encoding.UTF8);

    private static byte[] Page(string head) => Encoding.UTF8.GetBytes(
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">{head}<title>A page &ndash; with a title</title></head><body>{new string('p', PageBytes)}</body></html>");
}
